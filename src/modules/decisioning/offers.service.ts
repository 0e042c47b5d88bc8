import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { LivePlacement, LivePlacements } from '../../models/campaign/live-campaign.js';
import type { Elimination } from '../../models/decision/elimination.js';
import type { RecentVehicle, ViewerState } from '../../models/decision/viewer-state.js';
import type { ModelStamp } from '../../models/prediction/scores.js';
import { candidates, type OffersAsk } from './candidates.js';
import { profileName } from '../../models/decision/billing.js';
import type { BarredStep } from './limits/barred.js';
import { OfferChoice } from './offer-choice.js';
import { DecisionLog } from './decision-log.js';
import { decisioningError } from './decisioning.errors.js';
import { whyNothing, type Nothing } from './nothing.js';
import { OfferAnswers, type OfferItem } from './offer-answers.js';
import type { ImpersonalReason } from './impersonal.js';
import type { Shelves } from './showroom.js';
import { Showrooms } from './showrooms.js';
import type { ViewerName } from './viewer-name.js';
import { Viewers } from './viewers.js';
import { shown } from '../platform/shown.js';

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

/** What the viewer should see now. */
export interface Offers {
  readonly decisionId: string;
  readonly placement: string;
  /** Milliseconds since the epoch. */
  readonly decidedAt: number;
  readonly model: ModelStamp;
  /** Why nothing but the page counted; null where what is known of the viewer did. */
  readonly impersonal: ImpersonalReason | null;
  readonly items: readonly OfferItem[];
}

/** Nothing, and why. */
export interface NothingToShow extends Nothing {
  /** Why nothing but the page counted; null where what is known of the viewer did. */
  readonly impersonal: ImpersonalReason | null;
  readonly eliminated: readonly Elimination[];
}

/** Decides what a viewer should see now. The walk reads top to bottom; what is decided, is decided in `candidates` and `choose`. */
@Injectable()
export class OffersService {
  constructor(
    private readonly viewers: Viewers,
    private readonly showrooms: Showrooms,
    private readonly choice: OfferChoice,
    private readonly answers: OfferAnswers,
    private readonly log: DecisionLog,
  ) {}

  /** @throws AppError UNKNOWN_PLACEMENT, PAGE_SIZE, VIEWER_REQUIRED */
  async offers(caller: Caller, request: OffersRequest): Promise<Offers | NothingToShow> {
    const began = process.hrtime.bigint();
    const { tenantId } = caller;
    const { id, now, seed, random } = this.log.begin();
    const showroom = await this.showrooms.at(tenantId, request.placement, now);
    const placement = mustBeAnswerable(request, showroom.placements);
    const names = this.viewers.names(tenantId, request.viewer);
    // Beside each other: what is known of the viewer, and what they may not be shown any more.
    const limited = this.choice.barred(tenantId, showroom.campaigns, names, now);
    const { state: viewer, impersonal } = await this.viewers.read(caller, request.viewer, request.isPrivate === true); // prettier-ignore
    const ask = { ...askOf(request, placement, viewer, showroom.shelves, now), barred: await limited };
    const { candidates: found, eliminated } = candidates(showroom, ask, random);
    const nothing = (fell: readonly Elimination[]): NothingToShow => {
      const why = whyNothing(ask.placement, showroom.campaigns.length, fell);
      this.answers.countNothing(why, fell, began);
      return { ...why, impersonal, eliminated: fell };
    };
    if (found.length === 0) return nothing(eliminated);
    const { model, scored } = await this.choice.score(found, ask);
    const counted = viewer ? [profileName(viewer.profileId), ...names] : names;
    const { chosen, refused } = await this.choice.choose({
      ...{ tenantId, decisionId: id, scored, random, now, names: counted, campaigns: showroom.campaigns },
      ...{ seed, count: ask.first, neverSeen: ask.recent.length === 0, floorMicros: placement.floorMicros },
    });
    const fell = withRefused(eliminated, refused.values());
    if (chosen.length === 0) return nothing(fell);
    const answer = { decisionId: id, placement: ask.placement, decidedAt: now, model, impersonal };
    const items = await this.answers.itemsOf(tenantId, answer, chosen, ask);
    this.log.remember({
      ...{ id, tenantId, placement: ask.placement, decidedAt: now, model, seed, eliminated: fell },
      profileId: viewer?.profileId ?? null,
      ...(!viewer && chosen.some(({ billed }) => billed !== null && billed.hold !== null)
        ? { viewerKeys: names }
        : {}),
      scored: scored.length,
      items: items.map(({ logged }) => logged),
    });
    this.answers.countOffers(model, fell, began);
    return { ...answer, items };
  }
}

/** With what the limits refused at the last moment. */
function withRefused(eliminated: readonly Elimination[], refused: Iterable<BarredStep | 'PACED'>): readonly Elimination[] {
  const steps = [...refused];
  if (steps.length === 0) return eliminated;
  return eliminated.map(({ step, count }) => ({ step, count: count + steps.filter((each) => each === step).length }));
} // prettier-ignore

function askOf(
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

function mustBeAnswerable({ first, placement }: OffersRequest, known: LivePlacements): LivePlacement {
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
  const place = vehicleId ? shelves.placeOf.get(vehicleId) : undefined;
  const vehicle = place === undefined ? undefined : shelves.facts[place];
  if (!vehicle || recent[0]?.vehicle.vehicleId === vehicleId) return recent;
  return [{ type: 'VEHICLE_VIEWED', at: now, vehicle }, ...recent];
}
