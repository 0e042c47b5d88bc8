import type { Rule } from '../../../models/segment/rule.js';
import { nodesOf } from '../rule-nodes.js';
import { refersTo } from '../references.js';

/** A segment as far as its rule can be read. */
interface Readable {
  readonly id: string;
  readonly rule: Rule | undefined;
}

/** Whether a rule asks who is at a stage. */
export function asksForStage(rule: Rule): boolean {
  return [...nodesOf(rule)].some(({ node }) => 'stage' in node);
}

/** Ids of those segments whose rule comes down to a stage, itself or by segments that it refers to. */
export function restingOnStages(segments: readonly Readable[]): ReadonlySet<string> {
  const resting = new Set<string>();
  for (let size = -1; size !== resting.size;) {
    size = resting.size;
    for (const { id, rule } of segments)
      if (rule && (asksForStage(rule) || refersTo(rule).some((of) => resting.has(of)))) resting.add(id);
  }
  return resting;
}
