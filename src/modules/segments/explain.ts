import type { ProfileHistory } from '../../models/profile/profile-history.js';
import type { DidRule } from '../../models/segment/did.js';
import type { Rule } from '../../models/segment/rule.js';
import { fits } from './meaning/deed-fits.js';
import { matches } from './meaning/matches.js';
import { spanAt } from './meaning/span.js';
import type { Surroundings } from './meaning/surroundings.js';
import { nodesOf } from './rule-nodes.js';

/** What one node of a rule came to for one person, in the tree's order: parents before their parts. */
export interface NodeReason {
  /** `rule.all[1].did`, as in validation. */
  readonly path: string;
  readonly holds: boolean;
  readonly rule: Rule;
  /** How often the deed was done in its period; null where nothing is counted. */
  readonly count: number | null;
}

/** Why a person is in or out: every node's answer, and what it counted. */
export function explain(
  rule: Rule,
  history: ProfileHistory,
  now: number,
  around: Surroundings,
): NodeReason[] {
  return [...nodesOf(rule)].map(({ path, node }) => ({
    path,
    holds: matches(node, history, now, around).holds,
    rule: node,
    count: 'did' in node ? counted(node.did, history, now, around.zone) : null,
  }));
}

function counted(did: DidRule, { events }: ProfileHistory, now: number, zone: string): number {
  const { after, until } = spanAt(did, now, zone);
  return events.filter((event) => event.at > after && event.at <= until && fits(did, event, zone)).length;
}
