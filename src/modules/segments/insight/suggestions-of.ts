import type { Rule } from '../../../models/segment/rule.js';
import type { DeedCounts } from '../../../models/segment/shard-answer.js';
import { boughtWithin, didWithin, often, purchase } from '../../../models/segment/suggestion.js';
import { isBeyondChance } from './beyond-chance.js';
import type { BuyersSum } from './buyers-sum.js';

/** From fewer buyers nothing is learnt. */
export const fewestBuyers = 30;
/** How far beyond what is usual a deed must be among buyers: half as often again. */
const leastIndex = 150;
/** A narrower audience is worth its name where its index is so much higher. */
const worthNarrowing = 1.3;
/** What part of everybody a suggestion may reach. */
const reachable = { from: 0.001, to: 0.2 };

/** An audience that is like those who bought. */
export interface Suggestion {
  readonly rule: Rule;
  /** What part of the buyers did it before they bought, 0 to 1 … */
  readonly buyersShare: number;
  /** … and what part of everybody does. */
  readonly everybodyShare: number;
  /** 100: as many of either. */
  readonly index: number;
}

type Candidate = Suggestion & { readonly deed: DeedCounts };

/** What is over-represented among buyers beyond chance, most of all first, without what says nearly the same. */
export function suggestionsOf(sum: BuyersSum): Suggestion[] {
  if (sum.buyers < fewestBuyers) return [];
  const best = sum.deeds.flatMap((deed) => bestOf(deed, sum) ?? []);
  return best
    .filter((one) => best.every((other) => !isWithin(one.deed, other.deed) || isWorthIt(one, other)))
    .sort((one, other) => other.index - one.index || other.buyersShare - one.buyersShare)
    .map(({ deed: _, ...suggestion }) => suggestion);
}

/** Whether an audience of that size is neither next to nobody nor nearly everybody. */
export function isReachable(size: number, outOf: number): boolean {
  return size >= outOf * reachable.from && size <= outOf * reachable.to && size > 0;
}

/** Of one deed the least often that tells; more often where that tells much more. */
function bestOf(deed: DeedCounts, sum: BuyersSum): Candidate | undefined {
  const telling = often.flatMap((least, n): Candidate[] => {
    const buyers = { some: deed.buyers[n] ?? 0, of: sum.buyers };
    const everybody = { some: deed.everybody[n] ?? 0, of: sum.people };
    // Buyers are among everybody: that makes the test stricter, never laxer.
    if (everybody.some === 0 || !isBeyondChance(buyers, everybody)) return [];
    const buyersShare = buyers.some / buyers.of;
    const everybodyShare = everybody.some / everybody.of;
    const index = Math.round((buyersShare / everybodyShare) * 100);
    if (index < leastIndex || everybodyShare < reachable.from) return [];
    return [{ deed, rule: ruleOf(deed, least), buyersShare, everybodyShare, index }];
  });
  const [first, ...others] = telling;
  return first && others.reduce((best, other) => (isWorthIt(other, best) ? other : best), first);
}

function isWorthIt(narrower: Candidate, wider: Candidate): boolean {
  return narrower.index >= wider.index * worthNarrowing;
}

/** Whether whoever did the one did the other, which is told with less of the vehicle. */
function isWithin(one: DeedCounts, other: DeedCounts): boolean {
  if (one === other || one.type !== other.type || other.model !== null) return false;
  if (other.bodyStyle === null) return one.bodyStyle !== null || one.model !== null;
  return one.model !== null && one.bodyStyle === other.bodyStyle;
}

function ruleOf({ type, bodyStyle, model }: DeedCounts, least: number): Rule {
  const where = model
    ? { ...(model.make === null ? {} : { make: [model.make] }), model: [model.name] }
    : bodyStyle && { bodyStyle: [bodyStyle] };
  const did = {
    event: type,
    ...(where ? { where } : {}),
    ...(least > 1 ? { times: { atLeast: least } } : {}),
    within: didWithin.words,
  };
  return { all: [{ did }, { not: { did: { event: purchase, within: boughtWithin.words } } }] };
}
