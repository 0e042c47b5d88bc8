import type { AuctionResult } from '../../models/decision/decision.js';
import type { OfferScore } from '../../models/prediction/scores.js';
import { dueOf, neededFor, type Due } from './auction/charge.js';
import { draw, weigher, type Drawing } from './auction/draw.js';
import { valueOf, type Entrant } from './auction/entrants.js';
import { takerOf, type Taker } from './auction/exclusive.js';
import { Kinds, lotsOf, type Lot } from './auction/lots.js';
import { Page, type PageRules } from './auction/page.js';
import { pricePerOutcome } from './auction/worth.js';
import type { Candidate } from './candidates.js';
import type { Random } from './chance.js';
import { asEntered, type CreativeChoice, type Sayer } from './creatives/say-creative.js';
import type { Price } from './limits/price.js';

/** An offer that was chosen, in its place. */
export interface ChosenOffer extends Candidate {
  readonly score: OfferScore;
  /** 1 is the first. */
  readonly position: number;
  /** Expected leads; see `valueOf`. */
  readonly value: number;
  /** Probability of this very offer here, given the candidates and the offers before it. Exact. */
  readonly propensity: number;
  /** How its creative was chosen; null where what was learned of creatives played no part. */
  readonly choice: CreativeChoice | null;
  /** What it is charged; null where it bids nothing. */
  readonly price: Price | null;
  /** How it came to that; null where it bids nothing. */
  readonly auction: AuctionResult | null;
}

/** Which page is filled. */
export interface Asked {
  /** How many positions are to be filled after those that are already. */
  readonly count: number;
  /** Nothing is known of the viewer. */
  readonly neverSeen: boolean;
  readonly separatesCompetitors: boolean;
  /** One advertiser takes the whole page. */
  readonly exclusive: boolean;
  /** Share of positions that are drawn to learn; see `draw`. */
  readonly explored: number;
}

/**
 * Fills positions, one after the other. At each, the lots that the rules of the page let come next are considered (see `Page`): with
 * probability 1 - `explored` the best of them is taken, else one is drawn by softmax over values; its campaign is then picked
 * in the same way, and at last the creative it is shown with. All three probabilities are known, so their product is the exact
 * propensity. What is paid for is charged by what it beat (see `dueOf`).
 *
 * @param before what the list begins with already
 * @param say with which creative an entrant is shown; without: the one it bid with
 */
export function choose(
  entrants: readonly Entrant[],
  { count, neverSeen, separatesCompetitors, exclusive, explored }: Asked,
  random: Random,
  before: readonly ChosenOffer[] = [],
  say: Sayer = asEntered,
): ChosenOffer[] {
  const drawing: Drawing = { random, explored };
  const kinds = new Kinds();
  const rules: PageRules = { positions: before.length + count, separatesCompetitors, inTurn: neverSeen };
  let left = lotsOf(entrants, kinds, weigher(entrants));
  const placed = before.map(({ vehicle, campaign }) => ({ kind: kinds.of(vehicle), ...campaign }));
  const page = Page.empty(rules, kinds.size);
  for (const each of placed) page.add(each);
  const taker = exclusive ? takerFor(left, page, count, before, drawing) : null;
  if (taker) left = taker.lots;
  const chosen: ChosenOffer[] = [];
  while (chosen.length < count) {
    const next = page.next(left);
    if (next.length === 0) break;
    const lot = draw(next, drawing);
    const option = draw(lot.picked.options, drawing);
    const { entrant } = option.picked;
    const position = before.length + chosen.length + 1;
    const isBest = lot.isBest && option.isBest;
    const { creative, score, chance, choice } = say(entrant, random);
    const due = () => taker ? ofPage(entrant, taker) : dueOf({ entrant, lot: lot.picked, left, page, position, last: rules.positions }); // prettier-ignore
    const { vehicle, facts, campaign } = entrant.candidate;
    const taken = chosen.length === 0 && taker ? taker.probability : 1;
    const propensity = taken * lot.probability * option.probability * chance;
    const { price, auction } = sold(entrant, isBest, due);
    // Named one by one: copying with `...` costs more than all the rest.
    chosen.push({ vehicle, facts, campaign, creative, score, position, value: valueOf(score), propensity, choice, price, auction }); // prettier-ignore
    page.add(lot.picked);
    const { car } = lot.picked.kind;
    left = left.filter(({ kind }) => kind.car !== car);
  }
  return chosen;
}

/** Where the page is one advertiser's already, it goes on being so. */
function takerFor(
  lots: readonly Lot[],
  page: Page,
  count: number,
  [first]: readonly ChosenOffer[],
  drawing: Drawing,
): Taker | null {
  if (lots.length === 0) return null;
  if (!first) return takerOf(lots, page, count, drawing);
  const theirs = lots.filter(({ advertiserId }) => advertiserId === first.campaign.advertiserId);
  return { lots: theirs, probability: 1, share: 0 };
}

function ofPage(entrant: Entrant, { share }: Taker): Due {
  return { perView: neededFor(entrant, entrant.value * share), runnerUp: null };
}

function sold(entrant: Entrant, isBest: boolean, dueFor: () => Due): Pick<ChosenOffer, 'price' | 'auction'> {
  const { worth, candidate: { campaign, vehicle } } = entrant;
  if (!worth) return { price: null, auction: null };
  const due = isBest ? dueFor() : { perView: worth.floorPerView, runnerUp: null };
  const { runnerUp } = due;
  return {
    price: { on: worth.on, micros: pricePerOutcome(worth, due.perView) },
    auction: {
      currency: campaign.terms.currency ?? vehicle.currency,
      bidPerView: worth.perView,
      duePerView: due.perView,
      isExplored: !isBest,
      runnerUp: runnerUp && {
        campaignId: runnerUp.candidate.campaign.id,
        perView: runnerUp.worth?.perView ?? 0,
      },
    },
  };
} // prettier-ignore
