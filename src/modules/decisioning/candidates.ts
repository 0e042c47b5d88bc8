import type { LiveCampaign, LiveCreative } from '../../models/campaign/live-campaign.js';
import type { Elimination } from '../../models/decision/elimination.js';
import type { RecentVehicle } from '../../models/decision/viewer-state.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import type { Random } from './chance.js';
import { CreativeTurns } from './creative-turns.js';
import type { Barred } from './limits/barred.js';
import { nobody } from './neighbours/neighbourhood.js';
import { retrieve } from './retrieve.js';
import { selectionFor, type BiddingOption, type Option } from './selection.js';
import { isSet, type Coverage } from './showroom.js';
import type { Showroom } from './showrooms.js';

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
  readonly campaigns: readonly LiveCampaign[];
  readonly eliminated: readonly Elimination[];
  /** Ids of campaigns that got past everything but experiments. */
  readonly reached: ReadonlySet<string>;
}

/** Most cars that are scored for one request: four for each offer asked for, but no fewer than 48 and no more than 120. */
export const mostVehicles = 120;
const fewestVehicles = 48;
/** So many bidders of one angle and one kind of bid enter with one car: who wins it, and who sets the price. */
const biddersEach = 2;

/**
 * From everything to what is worth scoring: campaigns that fit the placement and the viewer, the cars they cover, of
 * those the ones that interest this viewer, and for each of them one creative an angle, drawn at random among equals
 * (scores depend on a creative through its angle); where a campaign rotates its creatives, the one whose turn it is. Of campaigns that bid,
 * the two highest bidders of each angle and kind of bid: none below them could win the car. Whatever falls away is counted, so that
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
  const alike = showroom.neighbourhood?.alike(ask.recent) ?? nobody;
  for (const place of retrieve(shelves, open, { ...ask, alike }, random, most)) {
    const vehicle = shelves.units[place];
    const facts = shelves.facts[place];
    if (!vehicle || !facts) continue;
    const taken = new Set<LiveCreative>();
    const take = (campaign: LiveCampaign, drawn: LiveCreative) => {
      const creative = turns.of(campaign, drawn);
      if (!creative || taken.has(creative)) return;
      taken.add(creative);
      found.push({ vehicle, facts, campaign, creative });
    };
    for (const options of selection.optionsByAngle) {
      const option = drawCovering(options, place, random);
      if (option) take(option.campaign, option.creative);
    }
    for (const list of selection.bidding)
      for (const { campaign, creatives } of highest(list, place)) {
        const creative = creatives[creatives.length === 1 ? 0 : Math.floor(random() * creatives.length)];
        if (creative) take(campaign, creative);
      }
  }
  const { campaigns, reached } = selection;
  return { candidates: found, campaigns, eliminated, reached };
}

/** The first of the list that cover the car, each of another bidder. */
function highest(list: readonly BiddingOption[], place: number): BiddingOption[] {
  const found: BiddingOption[] = [];
  for (const option of list) {
    if (found[0]?.bidder === option.bidder || !isSet(option.coverage, place)) continue;
    found.push(option);
    if (found.length === biddersEach) break;
  }
  return found;
}

/**
 * One of the options that cover the car, each with the same chance. Drawing again until one covers is exact and, where
 * most do, quick; after some misses those that cover are counted out.
 */
function drawCovering(options: readonly Option[], place: number, random: Random): Option | undefined {
  for (let attempt = 0; attempt < 8; attempt++) {
    const option = options[Math.floor(random() * options.length)];
    if (option && isSet(option.coverage, place)) return option;
  }
  const covering = options.filter(({ coverage }) => isSet(coverage, place));
  return covering[Math.floor(random() * covering.length)];
}

/** 1 if the car was there to take away. */
function clear(open: Coverage, place: number | undefined): number {
  if (place === undefined || !isSet(open, place)) return 0;
  open[place >>> 5] = (open[place >>> 5] ?? 0) & ~(1 << (place & 31));
  return 1;
}
