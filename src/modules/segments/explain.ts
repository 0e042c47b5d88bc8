import type { ProfileHistory } from '../../models/profile/profile-history.js';
import type { DidRule } from '../../models/segment/did.js';
import type { Rule } from '../../models/segment/rule.js';
import { windowMs } from '../../models/segment/window.js';
import { matches } from './matches.js';
import { counts } from './predicates.js';
import { sentence } from './sentence.js';

/** What one node of a rule came to for one person, in the tree's order: parents before their parts. */
export interface NodeReason {
  /** `rule.all[1].did`, as in validation. */
  readonly path: string;
  readonly holds: boolean;
  readonly sentence: string;
  /** How often the deed was counted in its window; null where nothing is counted. */
  readonly count: number | null;
}

/** Why a person is in or out: every node's answer, and what it counted. */
export function explain(rule: Rule, history: ProfileHistory, now: number, path = 'rule'): NodeReason[] {
  const part = (inner: Rule, innerPath: string) => explain(inner, history, now, innerPath);
  const own = (kind: string, count: number | null): NodeReason => ({
    path: `${path}.${kind}`,
    holds: matches(rule, history, now).in,
    sentence: sentence(rule),
    count,
  });
  if ('all' in rule)
    return [own('all', null), ...rule.all.flatMap((inner, n) => part(inner, `${path}.all[${n}]`))];
  if ('any' in rule)
    return [own('any', null), ...rule.any.flatMap((inner, n) => part(inner, `${path}.any[${n}]`))];
  if ('not' in rule) return [own('not', null), ...part(rule.not, `${path}.not`)];
  if ('did' in rule) return [own('did', counted(rule.did, history, now))];
  return [own('trait', null)];
}

function counted(did: DidRule, { events }: ProfileHistory, now: number): number {
  const after = did.within === undefined ? -Infinity : now - (windowMs(did.within) ?? Infinity);
  return events.filter((event) => event.at <= now && event.at > after && counts(did, event)).length;
}
