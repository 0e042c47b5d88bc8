import type { LiveCampaign } from '../../models/campaign/live-campaign.js';
import type { Barred } from './limits/barred.js';
import { unheld, type Holding } from './pacing/taking-part.js';
import { commonBid, type Bidders, type BiddingOption } from './selection.js';
import { isSet, type Coverage } from './showroom.js';

/** A campaign's creatives of one angle, with what is left of its bid in this request. */
interface Contender {
  readonly option: BiddingOption;
  /** The bid as it is held back, and no more than is left to pay it, micros. */
  readonly held: number;
}

/** Of campaigns that cover the same cars: who could win one, or set the price, in this request. */
export interface Contenders {
  readonly coverage: Coverage;
  /** The highest of those that take part, and the highest of another bidder: below them none could do either. */
  readonly highest: Contender | null;
  readonly other: Contender | null;
  /** Those that let the request go and bid more than the second of the two. */
  readonly letGo: readonly Contender[];
  /** No bid of theirs is higher. */
  readonly top: number;
}

const kept = new WeakMap<readonly Bidders[], readonly Contenders[]>();

type NearlySpent = Barred['nearlySpent'];

/** Who competes in one request, those with the highest bids first. Where nothing lowers anybody's bid, it is found out once. */
export function contendersIn(list: readonly Bidders[], holding: Holding, nearlySpent: NearlySpent): readonly Contenders[] {
  const isFree = holding === unheld && nearlySpent.size === 0;
  const known = isFree ? kept.get(list) : undefined;
  if (known) return known;
  const all = list.map((bidders) => contendersOf(bidders, holding, nearlySpent)).sort((a, b) => b.top - a.top);
  if (isFree) kept.set(list, all);
  return all;
} // prettier-ignore

/** A pace and an empty purse only lower a bid, so the look ends where the next bid is no more than what the second has left. */
function contendersOf({ coverage, options }: Bidders, holding: Holding, nearlySpent: NearlySpent): Contenders {
  let highest: Contender | null = null;
  let other: Contender | null = null;
  const out: Contender[] = [];
  for (const option of options) {
    const { bid, bidder, campaign } = option;
    if (other !== null && bid <= other.held) break;
    const times = holding(campaign);
    const left = nearlySpent.get(campaign);
    const most = left === undefined ? bid : commonBid(campaign.terms, left);
    if (times === null) {
      out.push({ option, held: most });
      continue;
    }
    const contender = { option, held: Math.min(bid * times, most) };
    if (highest === null || contender.held > highest.held) {
      if (highest !== null && highest.option.bidder !== bidder) other = highest;
      highest = contender;
    } else if (highest.option.bidder !== bidder && (other === null || contender.held > other.held)) other = contender;
  }
  const letGo = out.filter(({ held }) => isAbove(held, other));
  return { coverage, highest, other, letGo, top: Math.max(highest?.held ?? 0, letGo[0]?.held ?? 0) };
} // prettier-ignore

/**
 * The two highest that cover the car, each of another bidder: none below them could win it, or set its price.
 * @param letGo campaigns that would be one of them, did they not let the request go, are added to it
 */
export function competing(
  contenders: readonly Contenders[],
  place: number,
  letGo: Set<LiveCampaign>,
): BiddingOption[] {
  let first: Contender | null = null;
  let second: Contender | null = null;
  const out: Contender[] = [];
  for (const { coverage, highest, other, letGo: its, top } of contenders) {
    if (second !== null && top <= second.held) break;
    if (!isSet(coverage, place)) continue;
    out.push(...its);
    for (const each of [highest, other]) {
      if (each === null) continue;
      const isOfFirst = first !== null && each.option.bidder === first.option.bidder;
      if (first === null || each.held > first.held) {
        if (!isOfFirst) second = first;
        first = each;
      } else if (!isOfFirst && (second === null || each.held > second.held)) second = each;
    }
  }
  for (const { option, held } of out) if (isAbove(held, second)) letGo.add(option.campaign);
  return [first, second].flatMap((each) => each?.option ?? []);
}

function isAbove(held: number, second: Contender | null): boolean {
  return second === null || held > second.held;
}
