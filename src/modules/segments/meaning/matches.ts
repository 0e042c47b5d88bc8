import type { ProfileHistory, Traits } from '../../../models/profile/profile-history.js';
import type { NearRule, Rule, StageRule, TraitRule } from '../../../models/segment/rule.js';
import { always, combined, opposite, type Answer } from './answer.js';
import { didAnswer } from './did-answer.js';
import { distanceKm } from '../../../models/distance.js';
import { factAnswer, toFact } from './fact-answer.js';
import { leadDeed } from './lead-deed.js';
import { sequenceAnswer } from './sequence-answer.js';
import { shareOf } from './share-of.js';
import type { Surroundings } from './surroundings.js';

/**
 * What a rule means: does it hold for this person now, and until when at least? Written to be read; `engine` answers the
 * same for millions at once. Pure; events must be ordered oldest first.
 */
export function matches(rule: Rule, history: ProfileHistory, now: number, around: Surroundings): Answer {
  const part = (inner: Rule) => matches(inner, history, now, around);
  if ('all' in rule) return combined(rule.all.map(part), true);
  if ('any' in rule) return combined(rule.any.map(part), false);
  if ('not' in rule) return opposite(part(rule.not));
  if ('did' in rule) return didAnswer(rule.did, history.events, now, around.zone);
  if ('sequence' in rule) return sequenceAnswer(rule.sequence, history.events, now, around.zone);
  if ('trait' in rule) return traitAnswer(rule.trait, history.traits, now, around);
  if ('near' in rule) return always(isNear(rule.near, history.traits, around));
  if ('listed' in rule) return always(around.isListed(rule.listed.on, history.profileId));
  if ('stage' in rule) return combined(stageRules(rule.stage, around).map(part), false);
  if ('lead' in rule) return didAnswer(leadDeed(rule.lead), history.events, now, around.zone);
  if ('share' in rule) {
    const { salt, from, below } = rule.share;
    const drawn = shareOf(salt, history.profileId);
    return always(drawn >= from && drawn < below);
  }
  const referred = around.ruleOf(rule.member.of);
  return referred === undefined ? always(false) : part(referred);
}

/** What each stage asked for takes. */
export function stageRules(
  { aipl = [], journey = [] }: StageRule,
  around: Pick<Surroundings, 'stageRule'>,
): Rule[] {
  return [
    ...aipl.map((stage) => around.stageRule(stage, 'aipl')),
    ...journey.map((stage) => around.stageRule(stage, 'journey')),
  ];
}

function traitAnswer(
  { name, ...wanted }: TraitRule,
  traits: Traits,
  now: number,
  { zone }: Surroundings,
): Answer {
  return factAnswer(wanted, traitOf(traits, name), now, zone);
}

/** Whether the person's place is known and near enough to where the dealer stands. */
export function isNear({ dealer, withinKm }: NearRule, traits: Traits, around: Surroundings): boolean {
  const place = around.placeOf(dealer);
  const latitude = traitOf(traits, 'latitude');
  const longitude = traitOf(traits, 'longitude');
  if (!place || typeof latitude !== 'number' || typeof longitude !== 'number') return false;
  return distanceKm(place, { latitude, longitude }) <= withinKm;
}

function traitOf(traits: Traits, name: string) {
  return Object.hasOwn(traits, name) ? toFact(traits[name]) : undefined;
}
