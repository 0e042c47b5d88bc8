import type { LivePlacement, LivePlacements } from '../../models/campaign/live-campaign.js';
import type { RecentVehicle, ViewerState } from '../../models/decision/viewer-state.js';
import { shown } from '../platform/shown.js';
import type { OffersAsk } from './candidates.js';
import type { Asked } from './choose.js';
import { decisioningError } from './decisioning.errors.js';
import type { Shelves } from './showroom.js';
import { houseRanking } from './trials.js';
import type { ViewerName } from './viewer-name.js';

/** Most offers one request may ask for. */
export const mostOffers = 50;

/** What a storefront asks. */
export interface OffersRequest {
  readonly placement: string;
  readonly viewer: ViewerName;
  /** 1 to 50; the placement may have room for fewer. */
  readonly first: number;
  /** The vehicle on the page the offers will stand on: counts as being viewed now, and is not offered itself. */
  readonly vehicleId?: string | null | undefined;
  readonly excludeVehicleIds?: readonly string[] | null | undefined;
  /** The viewer's browser asks for Global Privacy Control. */
  readonly isPrivate?: boolean;
}

/** The page to fill for an asking at a placement. */
export function pageOf(
  { first, recent, ranking = houseRanking }: OffersAsk,
  { separatesCompetitors, exclusive }: LivePlacement,
): Asked {
  const { explored } = ranking.policy;
  return { count: first, neverSeen: recent.length === 0, separatesCompetitors, exclusive, explored };
}

/** What is asked for a viewer of whom that much is known; never more than the placement has room for. */
export function askOf(
  request: OffersRequest,
  { slots }: LivePlacement,
  viewer: ViewerState | null,
  shelves: Shelves,
  now: number,
): OffersAsk {
  const excluded = new Set(request.excludeVehicleIds);
  if (request.vehicleId) excluded.add(request.vehicleId);
  return {
    placement: request.placement,
    segmentIds: new Set(viewer?.segmentIds),
    recent: recentOf(viewer, request, shelves, now),
    excludeVehicleIds: excluded,
    now,
    first: Math.min(request.first, slots ?? mostOffers),
  };
}

/**
 * The placement asked for.
 * @throws AppError UNKNOWN_PLACEMENT, PAGE_SIZE
 */
export function mustBeAnswerable({ first, placement }: OffersRequest, known: LivePlacements): LivePlacement {
  if (!Number.isInteger(first) || first < 1 || first > mostOffers)
    throw decisioningError('PAGE_SIZE', `first is ${first}; ask for 1 to ${mostOffers} offers.`);
  const found = known.get(placement);
  if (found) return found;
  const names = known.size === 0 ? 'there is none yet' : `there are ${[...known.keys()].join(', ')}`;
  throw decisioningError('UNKNOWN_PLACEMENT', `There is no placement "${shown(placement)}"; ${names}.`);
}

/** The vehicle on the page is being viewed now, unless its event has come in already. */
function recentOf(
  viewer: ViewerState | null,
  { vehicleId }: OffersRequest,
  shelves: Shelves,
  now: number,
): readonly RecentVehicle[] {
  const recent = viewer?.recent ?? [];
  const place = vehicleId ? shelves.placeOf(vehicleId) : undefined;
  const vehicle = place === undefined ? undefined : shelves.facts[place];
  if (!vehicle || recent[0]?.vehicle.vehicleId === vehicleId) return recent;
  return [{ type: 'VEHICLE_VIEWED', at: now, vehicle }, ...recent];
}
