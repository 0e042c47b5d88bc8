import type { LiveCampaign } from '../../../src/models/campaign/live-campaign.js';
import type { VehicleInStock } from '../../../src/models/vehicle/vehicle-in-stock.js';
import { seededRandom, hashOf } from '../../../src/modules/decisioning/chance.js';
import { candidates, type Candidate, type OffersAsk } from '../../../src/modules/decisioning/candidates.js';
import { choose } from '../../../src/modules/decisioning/choose.js';
import { enter, type ScoredCandidate } from '../../../src/modules/decisioning/auction/entrants.js';
import { pageOf } from '../../../src/modules/decisioning/offers-ask.js';
import { unheld } from '../../../src/modules/decisioning/pacing/taking-part.js';
import { isSet } from '../../../src/modules/decisioning/showroom.js';
import type { InferenceService } from '../../../src/modules/inference/inference.service.js';
import { Random } from '../../simulator/random.js';
import { livePlacement } from '../../factories/showroom.js';
import { askOf, firstOfAll } from './house.js';
import type { DualPrices, Oracle } from './best.js';
import { floorMicros, floorPerView, type Market } from './market.js';
import { decisionId, tenantId, type Policy, type Shown } from './play.js';
import type { Purse } from './purse.js';
import { sell, theFloor, type Wish } from './sell.js';
import type { Visit } from './town.js';

/** A draw that finds nobody in so many tries gives up the page's last places. */
const mostTries = 400;
const deaf = () => undefined;
const unforeseen = { click: 0, lead: 0 };

/**
 * The highest foretold bid value first, as the house's pages may be filled: the cars and creatives that ours looks at, the same model, the whole bid.
 * It explores nothing, learns nothing of creatives, paces nothing, and charges the bid. What a budget refuses is replaced by the next best.
 */
export function greedy(market: Market, seed: number, inference: InferenceService, purse: Purse): Policy {
  const page = async (visit: Visit): Promise<readonly Shown[]> => {
    const random = seededRandom(hashOf(decisionId(visit.place), seed));
    const ask = askOf(visit, purse.barredNow(market.campaigns, visit.page.at));
    const { candidates: found } = candidates(market.showroom, ask, random);
    const scored = await foresee(found, ask, inference);
    const { entrants } = enter(scored, { floorMicros, now: ask.now, holding: unheld, letGo: new Set(), boostsAgeing: true, nearlySpent: new Map() });
    const ranked = entrants.sort((one, other) => other.value - one.value).map(({ candidate, score }) => ({ ...candidate, score }));
    const asked = pageOf(ask, livePlacement({ key: ask.placement, floorMicros }));
    return sell(visit, market, purse, [...choose(entrants, asked, firstOfAll), ...ranked]);
  };
  return { page, hear: deaf };
} // prettier-ignore

/** What the model says of each candidate. */
async function foresee(
  found: readonly Candidate[],
  { recent, placement, now }: OffersAsk,
  inference: InferenceService,
): Promise<ScoredCandidate[]> {
  const rows = found.map(({ facts, creative: { id, angle } }) => ({ vehicle: facts, creative: { creativeId: id, angle } })); // prettier-ignore
  const { scores } = await inference.scoreOffers({ tenantId }, { recent, candidates: rows, context: { placement, at: now } }); // prettier-ignore
  return found.flatMap((candidate, place) => {
    const score = scores[place];
    return score ? [{ candidate, score }] : [];
  });
}

/** Any campaign that has money, any of its cars, any of its creatives, each with the same chance. */
export function byChance(market: Market, seed: number, purse: Purse): Policy {
  const cars = carsOf(market);
  function* picks(visit: Visit): Generator<Wish> {
    const random = Random.of(seed ^ 0x2545f491, visit.place);
    const open = openAt(visit, market, purse);
    if (open.length === 0) return;
    for (let tries = 0; tries < mostTries; tries++) {
      const campaign = random.pick(open);
      yield { campaign, vehicle: random.pick(cars.get(campaign) ?? []), creative: random.pick(campaign.creatives), score: unforeseen }; // prettier-ignore
    }
  }
  return { page: (visit) => Promise.resolve(sell(visit, market, purse, picks(visit))), hear: deaf };
}

/** Campaigns that have money one after the other, each with its next car and its next creative. */
export function inRotation(market: Market, purse: Purse): Policy {
  const cars = carsOf(market);
  const turns = new Map<LiveCampaign, number>();
  let turn = 0;
  function* picks(visit: Visit): Generator<Wish> {
    const open = new Set(openAt(visit, market, purse));
    for (let tries = 0; tries < mostTries && open.size > 0; tries++) {
      const campaign = market.campaigns[turn++ % market.campaigns.length];
      if (!campaign || !open.has(campaign)) continue;
      const its = turns.get(campaign) ?? 0;
      turns.set(campaign, its + 1);
      const theirs = cars.get(campaign) ?? [];
      const [vehicle, creative] = [theirs[its % theirs.length], campaign.creatives[its % campaign.creatives.length]]; // prettier-ignore
      if (vehicle && creative) yield { campaign, vehicle, creative, score: unforeseen };
    }
  }
  return { page: (visit) => Promise.resolve(sell(visit, market, purse, picks(visit))), hear: deaf };
}

/**
 * Knows every taste and every creative, what each budget is worth in all the weeks, and pays only the floor: what of the bound can be had by whoever
 * fills one page after the other.
 */
export function allKnowing(market: Market, oracle: Oracle, prices: DualPrices, purse: Purse): Policy {
  const page: Policy['page'] = (visit, tired) => {
    const { at } = visit.page;
    const now = new Map(market.campaigns.map((campaign) => [campaign, purse.left(campaign, at) < floorPerView ? Infinity : (prices.get(campaign) ?? 0)])); // prettier-ignore
    const best = oracle.best(visit, now, tired);
    return Promise.resolve(sell(visit, market, purse, best.map((each) => ({ ...each, score: unforeseen })), theFloor)); // prettier-ignore
  };
  return { page, hear: deaf };
}

function openAt(visit: Visit, { campaigns }: Market, purse: Purse): LiveCampaign[] {
  const { campaigns: barred } = purse.barredNow(campaigns, visit.page.at);
  return campaigns.filter((campaign) => !barred.has(campaign));
}

function carsOf({
  campaigns,
  showroom: { coverages, shelves },
}: Market): Map<LiveCampaign, VehicleInStock[]> {
  return new Map(
    campaigns.map((campaign) => {
      const coverage = coverages.get(campaign) ?? new Uint32Array();
      return [campaign, shelves.units.filter((_, place) => isSet(coverage, place))];
    }),
  );
}
