import type { Rule } from '../../../models/segment/rule.js';

/** Most clauses of one rule that are told apart. */
export const mostClauses = 40;

/** A part of a rule that could be left out. */
export interface Clause {
  /** Where it stands, as `rule-nodes.ts` says it: `rule.all[1].did`. */
  readonly path: string;
  readonly part: Rule;
  /** The whole rule without it. */
  readonly without: Rule;
}

/**
 * What could be left out of a rule, in the tree's order: whatever stands in an `all` or an `any` beside something else, on
 * every level. A `not` is left out as a whole or not at all: what is within holds nobody back by itself.
 */
export function clausesOf(rule: Rule): Clause[] {
  return [...within(rule, 'rule', (other) => other)].slice(0, mostClauses);
}

/** @param put the whole rule with another part in the place of this one */
function* within(rule: Rule, path: string, put: (other: Rule) => Rule): Generator<Clause> {
  if (!('all' in rule || 'any' in rule)) return;
  const parts = 'all' in rule ? rule.all : rule.any;
  const joint = (others: readonly Rule[]): Rule => ('all' in rule ? { all: others } : { any: others });
  for (const [n, part] of parts.entries()) {
    const place = `${path}.${'all' in rule ? 'all' : 'any'}[${n}]`;
    if (parts.length > 1) {
      const without = put(joint(parts.filter((_other, at) => at !== n)));
      yield { path: `${place}.${Object.keys(part).join('')}`, part, without };
    }
    yield* within(part, place, (other) => put(joint(parts.with(n, other))));
  }
}
