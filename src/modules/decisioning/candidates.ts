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
import { selectionFor, type Option } from './selection.js';
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

/** Most cars that are scored for one request: four for each offer asked for, but no fewer than 48 and no more than 120. */
export const mostVehicles = 120;
const fewestVehicles = 48;

/**
 * From everything to what is worth scoring: campaigns that fit the placement and the viewer, the cars they cover, of
 * those the ones that interest this viewer, and for each of them one creative an angle, drawn at random among equals
 * (scores depend on a creative through its angle); where a campaign rotates its creatives, the one whose turn it is. Whatever falls away is counted, so that nothing to show says why.
 */
export function candidates(
  showroom: Showroom,
  ask: OffersAsk,
  random: Random,
): { candidates: Candidate[]; eliminated: Elimination[] } {
  const { shelves } = showroom;
  const selection = selectionFor(showroom, ask.placement, ask.segmentIds, ask.barred);
  const open = selection.open.slice();
  let excluded = 0;
  for (const id of ask.excludeVehicleIds) excluded += clear(open, shelves.placeOf.get(id));
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
    for (const options of selection.optionsByAngle) {
      const option = drawCovering(options, place, random);
      const creative = option && turns.of(option.campaign, option.creative);
      if (!creative || taken.has(creative)) continue;
      taken.add(creative);
      found.push({ vehicle, facts, campaign: option.campaign, creative });
    }
  }
  return { candidates: found, eliminated };
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
