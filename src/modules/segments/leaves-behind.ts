import type { Rule } from '../../models/segment/rule.js';
import { leadDeed } from './meaning/lead-deed.js';
import { stageRules } from './meaning/matches.js';
import type { Surroundings } from './meaning/surroundings.js';

/** What it takes to know what lies behind a rule. */
export type Known = Pick<Surroundings, 'zone' | 'ruleOf' | 'stageRule'>;

/** The ends of all trees, other segments' and stages' rules in the place of who asks for them. Each segment once. */
export function* leavesBehind(
  rules: readonly Rule[],
  around: Known,
  seen = new Set<string>(),
): Generator<Rule> {
  for (const rule of rules) {
    if ('all' in rule) yield* leavesBehind(rule.all, around, seen);
    else if ('any' in rule) yield* leavesBehind(rule.any, around, seen);
    else if ('not' in rule) yield* leavesBehind([rule.not], around, seen);
    else if ('stage' in rule) yield* leavesBehind(stageRules(rule.stage, around), around, seen);
    else if ('lead' in rule) yield { did: leadDeed(rule.lead) };
    else if ('member' in rule) {
      const referred = seen.has(rule.member.of) ? undefined : around.ruleOf(rule.member.of);
      seen.add(rule.member.of);
      if (referred) yield* leavesBehind([referred], around, seen);
    } else yield rule;
  }
}
