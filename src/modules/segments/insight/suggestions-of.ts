import type { Rule } from '../../../models/segment/rule.js';
import type { DeedCounts } from '../../../models/segment/shard-answer.js';
import { boughtWithin, didWithin, often, purchase } from '../../../models/segment/suggestion.js';
import { groupBy } from '../../platform/group-by.js';
import { isBeyondChance } from './beyond-chance.js';
import type { BuyersSum } from './buyers-sum.js';

/** From fewer buyers nothing is learnt. */
export const fewestBuyers = 30;
/** How far beyond what is usual a deed must be among buyers: half as often again. */
const leastIndex = 150;
/** A narrower audience is worth its name where its index is so much higher. */
const worthNarrowing = 1.3;
/** What part of everybody a suggestion may reach. */
const reach = { from: 0.001, to: 0.2 };

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

/** What could be suggested, once it is known how many it reaches. */
export interface Candidate extends Suggestion {
  readonly deed: DeedCounts;
}

/** A suggestion, and how many it reaches. */
export type Sized<S extends Suggestion> = S & { readonly size: number };

/** What is over-represented among buyers beyond chance, at most so much: what most is, first. */
export function candidatesOf(sum: BuyersSum, most: number): Candidate[] {
  if (sum.buyers < fewestBuyers) return [];
  return sum.deeds
    .flatMap((deed) => often.flatMap((least, n) => candidateOf(deed, least, n, sum) ?? []))
    .sort(byIndex)
    .slice(0, most);
}

/** The best of them, at most so many: what reaches neither next to nobody nor nearly everybody, and nothing that nearly says the same. */
export function chosenFrom(
  candidates: readonly Sized<Candidate>[],
  outOf: number,
  limit: number,
): Sized<Suggestion>[] {
  const reachable = candidates.filter(({ size }) => isReachable(size, outOf));
  const best = [...groupBy(reachable, ({ deed }) => deed).values()].flatMap((alike) => bestOf(alike) ?? []);
  return best
    .filter((one) => best.every((other) => !isWithin(one.deed, other.deed) || isWorthIt(one, other)))
    .sort(byIndex)
    .slice(0, limit)
    .map(({ deed: _, ...suggestion }) => suggestion);
}

function isReachable(size: number, outOf: number): boolean {
  return size > 0 && size >= outOf * reach.from && size <= outOf * reach.to;
}

/** Of one deed the least often; more often where that tells much more. */
function bestOf(alike: readonly Sized<Candidate>[]): Sized<Candidate> | undefined {
  const [first, ...others] = alike.toSorted((one, other) => other.everybodyShare - one.everybodyShare);
  return first && others.reduce((best, other) => (isWorthIt(other, best) ? other : best), first);
}

function byIndex(one: Suggestion, other: Suggestion): number {
  return other.index - one.index || other.buyersShare - one.buyersShare;
}

function candidateOf(deed: DeedCounts, least: number, n: number, sum: BuyersSum): Candidate | undefined {
  const buyers = { some: deed.buyers[n] ?? 0, of: sum.buyers };
  const everybody = { some: deed.everybody[n] ?? 0, of: sum.people };
  // Buyers are among everybody: that makes the test stricter, never laxer.
  if (everybody.some === 0 || !isBeyondChance(buyers, everybody)) return undefined;
  const buyersShare = buyers.some / buyers.of;
  const everybodyShare = everybody.some / everybody.of;
  const index = Math.round((buyersShare / everybodyShare) * 100);
  if (index < leastIndex) return undefined;
  return { deed, rule: ruleOf(deed, least), buyersShare, everybodyShare, index };
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
