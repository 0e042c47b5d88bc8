import type { LiveCampaign, LiveCreative } from '../../models/campaign/live-campaign.js';
import type { Elimination } from '../../models/decision/elimination.js';
import type { RecentVehicle } from '../../models/decision/viewer-state.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import type { Random } from './chance.js';
import { competing, contendersIn } from './contenders.js';
import { CreativeTurns } from './creative-turns.js';
import { nothingBarred, type Barred } from './limits/barred.js';
import { nobody } from './neighbours/neighbourhood.js';
import { unheld, type Holding } from './pacing/taking-part.js';
import { retrieve } from './retrieve.js';
import { selectionFor, type Option, type Options } from './selection.js';
import { isSet, type Coverage } from './showroom.js';
import type { Showroom } from './showrooms.js';
import type { Ranking } from './trials.js';

/** Who asks for what. */
export interface OffersAsk {
  readonly placement: string;
  /** Ids of the audiences the viewer is in; none for a viewer never seen. */
  readonly segmentIds: ReadonlySet<string>;
  /** Newest first. */
  readonly recent: readonly RecentVehicle[];
  /** Vehicles not to show: the one on the page already, those shown elsewhere on it. */
  readonly excludeVehicleIds: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How many offers are asked for. */
  readonly first: number;
  /** What may not be shown by its limits; absent where nothing is bound by any. */
  readonly barred?: Barred;
  /** How campaigns that bid are held back; absent where none is. */
  readonly holding?: Holding;
  /** How offers are ranked and chosen; absent: as for everybody. */
  readonly ranking?: Ranking;
}

/** One car with one way of saying it. */
export interface Candidate {
  readonly vehicle: VehicleInStock;
  readonly facts: VehicleFacts;
  readonly campaign: LiveCampaign;
  readonly creative: LiveCreative;
}

/** What is worth scoring, out of which campaigns, and what fell away before. */
export interface Retrieved {
  readonly candidates: readonly Candidate[];
  /** Campaigns that bid high enough for a car, and let the request go for their pace. */
  readonly letGo: ReadonlySet<LiveCampaign>;
  readonly campaigns: readonly LiveCampaign[];
  readonly eliminated: readonly Elimination[];
  /** Ids of campaigns that got past everything but experiments. */
  readonly reached: ReadonlySet<string>;
}

/** Most cars that are scored for one request: four for each offer asked for, but no fewer than 48 and no more than 120. */
export const mostVehicles = 120;
const fewestVehicles = 48;

/**
 * From everything to what is worth scoring: campaigns that fit the placement and the viewer, the cars they cover, of
 * those the ones that interest this viewer, and for each of them one creative an angle, drawn at random among equals
 * (scores depend on a creative through its angle); where a campaign rotates its creatives, the one whose turn it is. Of campaigns that bid,
 * the two highest bidders of each angle and kind of bid among those that take part: none below them could win the car. Whatever falls away is counted, so that
 * nothing to show says why.
 */
export function candidates(showroom: Showroom, ask: OffersAsk, random: Random): Retrieved {
  const { shelves } = showroom;
  const selection = selectionFor(showroom, ask.placement, ask.segmentIds, ask.barred);
  const open = selection.open.slice();
  let excluded = 0;
  for (const id of ask.excludeVehicleIds) excluded += clear(open, shelves.placeOf(id));
  const eliminated: Elimination[] = [...selection.eliminated, { step: 'VEHICLE_EXCLUDED', count: excluded }];
  const most = Math.min(mostVehicles, Math.max(fewestVehicles, 4 * ask.first));
  const found: Candidate[] = [];
  const turns = new CreativeTurns(random, ask.barred?.creativeIds);
  const letGo = new Set<LiveCampaign>();
  const { holding = unheld, barred = nothingBarred } = ask;
  const bidding = selection.bidding.map((list) => contendersIn(list, holding, barred.nearlySpent));
  const alike = showroom.neighbourhood?.alike(ask.recent) ?? nobody;
  for (const place of retrieve(shelves, open, { ...ask, alike }, random, most)) {
    const vehicle = shelves.units[place];
    const facts = shelves.facts[place];
    if (!vehicle || !facts) continue;
    const car: Car = { vehicle, facts, from: found.length };
    for (const options of selection.optionsByAngle) {
      const option = drawCovering(options, place, random);
      if (option) take(found, car, option.campaign, turns.of(option.campaign, option.creative));
    }
    for (const contenders of bidding)
      for (const { campaign, creatives } of competing(contenders, place, letGo)) {
        const creative = creatives[creatives.length === 1 ? 0 : Math.floor(random() * creatives.length)];
        if (creative) take(found, car, campaign, turns.of(campaign, creative));
      }
  }
  const { campaigns, reached } = selection;
  return { candidates: found, letGo, campaigns, eliminated, reached };
}

/** A car, and where the ways of saying it begin. */
interface Car {
  readonly vehicle: VehicleInStock;
  readonly facts: VehicleFacts;
  readonly from: number;
}

/** Adds a way of saying it, once. A routine of its own: one made anew for each car would cost more than what it does. */
function take(found: Candidate[], { vehicle, facts, from }: Car, campaign: LiveCampaign, creative: LiveCreative | null): void {
  if (!creative) return;
  for (let place = from; place < found.length; place++) if (found[place]?.creative === creative) return;
  found.push({ vehicle, facts, campaign, creative });
} // prettier-ignore

/**
 * One of the options that cover the car, each with the same chance. Drawing again until one covers is exact and, where
 * most do, quick; after some misses those that cover are counted out, by what they cover.
 */
function drawCovering({ all, byCoverage }: Options, place: number, random: Random): Option | undefined {
  for (let attempt = 0; attempt < 8; attempt++) {
    const option = all[Math.floor(random() * all.length)];
    if (option && isSet(option.coverage, place)) return option;
  }
  let count = 0;
  for (const [coverage, options] of byCoverage) if (isSet(coverage, place)) count += options.length;
  let left = Math.floor(random() * count);
  for (const [coverage, options] of byCoverage) {
    if (!isSet(coverage, place)) continue;
    if (left < options.length) return options[left];
    left -= options.length;
  }
  return undefined;
}

/** 1 if the car was there to take away. */
function clear(open: Coverage, place: number | undefined): number {
  if (place === undefined || !isSet(open, place)) return 0;
  open[place >>> 5] = (open[place >>> 5] ?? 0) & ~(1 << (place & 31));
  return 1;
}
