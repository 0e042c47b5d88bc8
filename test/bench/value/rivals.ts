import type { LiveCampaign } from '../../../src/models/campaign/live-campaign.js';
import type { VehicleInStock } from '../../../src/models/vehicle/vehicle-in-stock.js';
import { seededRandom, hashOf } from '../../../src/modules/decisioning/chance.js';
import { candidates } from '../../../src/modules/decisioning/candidates.js';
import { isBelowFloor, worthOf } from '../../../src/modules/decisioning/auction/worth.js';
import { isSet } from '../../../src/modules/decisioning/showroom.js';
import type { InferenceService } from '../../../src/modules/inference/inference.service.js';
import { Random } from '../../simulator/random.js';
import { askOf } from './house.js';
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
 * The highest foretold bid value first: the same cars and creatives as ours looks at, the same model, at the whole bid. It explores nothing, learns
 * nothing of creatives, paces nothing, keeps no page diverse, and charges the bid.
 */
export function greedy(market: Market, seed: number, inference: InferenceService, purse: Purse): Policy {
  return { page: (visit) => greedyPage(visit, market, seed, inference, purse), hear: deaf };
}

async function greedyPage(
  visit: Visit,
  market: Market,
  seed: number,
  inference: InferenceService,
  purse: Purse,
): Promise<readonly Shown[]> {
  const random = seededRandom(hashOf(decisionId(visit.place), seed));
  const ask = askOf(visit, purse.barredNow(market.campaigns, visit.page.at));
  const { candidates: found } = candidates(market.showroom, ask, random);
  const rows = found.map(({ facts, creative: { id, angle } }) => ({ vehicle: facts, creative: { creativeId: id, angle } })); // prettier-ignore
  const context = { placement: ask.placement, at: ask.now };
  const { scores } = await inference.scoreOffers({ tenantId }, { recent: ask.recent, candidates: rows, context }); // prettier-ignore
  const ranked = found.flatMap((candidate, place) => {
    const score = scores[place];
    const worth = score && worthOf(candidate.campaign.terms, score, { floorMicros, multiplier: 1, fit: 1 });
    return worth && !isBelowFloor(worth) ? [{ ...candidate, score, worth: worth.perView }] : [];
  });
  return sell(visit, market, purse, ranked.sort((a, b) => b.worth - a.worth)); // prettier-ignore
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
