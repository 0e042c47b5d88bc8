import type { LiveCampaign, LiveCreative } from '../../models/campaign/live-campaign.js';
import type { Elimination } from '../../models/decision/elimination.js';
import type { RecentVehicle } from '../../models/decision/viewer-state.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import type { Random } from './chance.js';
import { retrieve } from './retrieve.js';
import { countSet, isSet, type Coverage } from './showroom.js';
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
}

/** One car with one way of saying it. */
export interface Candidate {
  readonly vehicle: VehicleInStock;
  readonly facts: VehicleFacts;
  readonly campaign: LiveCampaign;
  readonly creative: LiveCreative;
}

/** Most cars that are scored for one request. */
export const mostVehicles = 120;

/**
 * From everything to what is worth scoring: campaigns that fit the placement and the viewer, the cars they cover, of
 * those the ones that interest this viewer, and for each of them one creative an angle, drawn at random among equals
 * (scores depend on a creative through its angle). Whatever falls away is counted, so that nothing to show says why.
 */
export function candidates(
  showroom: Showroom,
  ask: OffersAsk,
  random: Random,
): { candidates: Candidate[]; eliminated: Elimination[] } {
  const { shelves, coverages } = showroom;
  const here = showroom.campaigns.filter(({ placements }) => placements.has(ask.placement));
  const forViewer = here.filter((campaign) => fitsAudience(campaign, ask.segmentIds));
  const withWords = forViewer.filter(({ creatives }) => creatives.length > 0);
  const covering = withWords.flatMap((campaign) => {
    const coverage = coverages.get(campaign);
    return coverage && coverage.some((word) => word !== 0) ? [{ campaign, coverage }] : [];
  });
  const open = union(covering, shelves.units.length);
  const inScope = countSet(open);
  for (const id of ask.excludeVehicleIds) clear(open, shelves.placeOf.get(id));
  const eliminated: Elimination[] = [
    { step: 'CAMPAIGN_NOT_LIVE', count: showroom.notLive },
    { step: 'PLACEMENT', count: showroom.campaigns.length - here.length },
    { step: 'AUDIENCE', count: here.length - forViewer.length },
    { step: 'NO_CREATIVE', count: forViewer.length - withWords.length },
    { step: 'NO_VEHICLE_IN_SCOPE', count: withWords.length - covering.length },
    { step: 'VEHICLE_OUT_OF_SCOPE', count: shelves.units.length - inScope },
    { step: 'VEHICLE_EXCLUDED', count: inScope - countSet(open) },
  ];
  const found = retrieve(shelves, open, ask, random, mostVehicles).flatMap((place) => {
    const vehicle = shelves.units[place];
    const facts = shelves.facts[place];
    if (!vehicle || !facts) return [];
    const campaigns = covering
      .filter(({ coverage }) => isSet(coverage, place))
      .map(({ campaign }) => campaign);
    return oneAnAngle(campaigns, random).map((choice) => ({ vehicle, facts, ...choice }));
  });
  return { candidates: found, eliminated };
}

function fitsAudience({ include, exclude }: LiveCampaign, segmentIds: ReadonlySet<string>): boolean {
  if (include.length > 0 && !include.some((id) => segmentIds.has(id))) return false;
  return !exclude.some((id) => segmentIds.has(id));
}

/** Of all creatives of an angle each is drawn with the same chance. */
function oneAnAngle(
  campaigns: readonly LiveCampaign[],
  random: Random,
): { campaign: LiveCampaign; creative: LiveCreative }[] {
  const drawn = new Map<string, { campaign: LiveCampaign; creative: LiveCreative; of: number }>();
  for (const campaign of campaigns)
    for (const creative of campaign.creatives) {
      const of = (drawn.get(creative.angle)?.of ?? 0) + 1;
      const keep = of > 1 && random() * of >= 1 ? drawn.get(creative.angle) : undefined;
      drawn.set(creative.angle, { campaign, creative, ...keep, of });
    }
  return [...drawn.values()].map(({ campaign, creative }) => ({ campaign, creative }));
}

function union(covering: readonly { coverage: Coverage }[], size: number): Coverage {
  const open = new Uint32Array(Math.ceil(size / 32));
  for (const { coverage } of covering)
    for (let word = 0; word < open.length; word++) open[word] = (open[word] ?? 0) | (coverage[word] ?? 0);
  return open;
}

function clear(open: Coverage, place: number | undefined): void {
  if (place !== undefined) open[place >>> 5] = (open[place >>> 5] ?? 0) & ~(1 << (place & 31));
}
