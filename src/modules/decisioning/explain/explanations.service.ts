import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { enter } from '../auction/entrants.js';
import { lostOf } from '../auction/lost.js';
import { candidates } from '../candidates.js';
import { seededRandom } from '../chance.js';
import { choose } from '../choose.js';
import { Clock } from '../../platform/clock.js';
import { OfferChoice } from '../offer-choice.js';
import { askOf, mustBeAnswerable, pageOf, type OffersRequest } from '../offers-ask.js';
import { Showrooms } from '../showrooms.js';
import { Viewers } from '../viewers.js';
import { fatesOf, type Fate } from './fates.js';

/** What would be shown to a viewer now, and what became of each campaign. */
export interface OffersExplained {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether what is known of the viewer was taken into account. */
  readonly personalised: boolean;
  /** How many pairs of vehicle and creative took part. */
  readonly entrants: number;
  /** Those shown by their positions, then those that came furthest. */
  readonly fates: readonly Fate[];
}

/**
 * Walks the way of an answer for a marketer who asks why: nothing is reserved, logged or shown, nothing drawn to explore, and the same
 * seed gives the same cars to choose from and holds the same campaigns back. Pacing does not count it as a request.
 */
@Injectable()
export class ExplanationsService {
  constructor(
    private readonly viewers: Viewers,
    private readonly showrooms: Showrooms,
    private readonly choice: OfferChoice,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError UNKNOWN_PLACEMENT, PAGE_SIZE, VIEWER_REQUIRED */
  async explain(caller: Caller, request: OffersRequest, seed: number): Promise<OffersExplained> {
    const { tenantId } = caller;
    const now = this.clock.now();
    const showroom = await this.showrooms.at(tenantId, request.placement, now);
    const placement = mustBeAnswerable(request, showroom.placements);
    const names = this.viewers.names(tenantId, request.viewer);
    const viewer = await this.viewers.read(caller, request.viewer, names, false);
    const { state, impersonal } = viewer;
    const limited = await this.choice.barred(tenantId, showroom.campaigns, names, now, false);
    const { barred, ranking } = await this.choice.trials.of(tenantId, viewer, limited, showroom.campaigns, now);
    const { paces: held, holding } = await this.choice.held(tenantId, showroom.campaigns, now, seed, false);
    const ask = { ...askOf(request, placement, state, showroom.shelves, now), barred, holding, ranking };
    const random = seededRandom(seed);
    const { candidates: found, letGo } = candidates(showroom, ask, random);
    const { scored } = found.length > 0 ? await this.choice.score(caller, found, ask) : { scored: [] };
    const { floorMicros } = placement;
    const { entrants, out } = enter(scored, { floorMicros, now, holding, letGo, nearlySpent: barred.nearlySpent, boostsAgeing: ranking.policy.boostsAgeing });
    const page = pageOf(ask, placement);
    const say = this.choice.sayer({ tenantId, placement: ask.placement, now, scored }, ranking, barred.creativeIds, false);
    const chosen = choose(entrants, page, () => 0, [], say);
    const lost = lostOf({ entrants, out }, chosen, new Map(), page);
    const fates = fatesOf(showroom, ask, { entrants, chosen, lost, held });
    return { at: now, personalised: impersonal === null, entrants: entrants.length, fates };
  }
} // prettier-ignore
