import type { Rule } from '../../models/segment/rule.js';
import { iabProblems } from './iab/iab-ids.js';
import type { RuleProblem } from './validate.js';

const longest = { name: 120, description: 1_000 };

/** What a marketer asks a segment to be. */
export interface SegmentDraft {
  readonly name: string;
  readonly description?: string | null | undefined;
  /** Ids of IAB audiences it is. */
  readonly iabIds?: readonly string[] | null | undefined;
  /** As it came: checked here. */
  readonly rule: unknown;
}

/** What a marketer wants changed; absent stays as it is. */
export interface SegmentChange {
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** Ids of IAB audiences it is; null and an empty list take all away. */
  readonly iabIds?: readonly string[] | null | undefined;
  readonly rule?: unknown;
  /** Refuse if the segment is no longer at this version. */
  readonly expectedVersion?: number | null | undefined;
}

/**
 * What was asked, its rule judged already, together with everything wrong with its words. A name of blanks says nothing;
 * one left out, or null, stays as it is.
 */
export function judged<R extends Rule | null>(
  { name, description, iabIds }: Pick<SegmentChange, 'name' | 'description' | 'iabIds'>,
  rule: { readonly rule: R } | { readonly problems: readonly RuleProblem[] },
): { readonly rule: R } | { readonly problems: readonly RuleProblem[] } {
  const problems = [
    ...(typeof name === 'string' ? lengthProblems('name', name.trim().length, 1, longest.name) : []),
    ...lengthProblems('description', description?.trim().length ?? 0, 0, longest.description),
    ...iabProblems(iabIds),
    ...('problems' in rule ? rule.problems : []),
  ];
  return problems.length > 0 || 'problems' in rule ? { problems } : rule;
}

function lengthProblems(path: string, length: number, least: number, most: number): RuleProblem[] {
  if (length >= least && length <= most) return [];
  return [{ path, message: `has ${length} characters`, remedy: `Give ${least} to ${most}.` }];
}

/** A description as it is kept: null when it says nothing. */
export function stored(description: string | null | undefined): string | null {
  const text = description?.trim() ?? '';
  return text === '' ? null : text;
}
