import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { Decision } from '../../models/decision/decision.js';
import type { Elimination } from '../../models/decision/elimination.js';
import type { ViewerState } from '../../models/decision/viewer-state.js';
import type { ModelStamp } from '../../models/prediction/scores.js';
import { candidates } from './candidates.js';
import { profileName } from '../../models/decision/billing.js';
import { wholeFunnel } from './funnel.js';
import type { BilledOffer } from './limits/holding.js';
import { OfferChoice } from './offer-choice.js';
import { DecisionLog } from './decision-log.js';
import { whyNothing, type Nothing } from './nothing.js';
import { OfferAnswers, type OfferItem } from './offer-answers.js';
import type { ImpersonalReason } from './impersonal.js';
import { askOf, mustBeAnswerable, pageOf, type OffersRequest } from './offers-ask.js';
import { Showrooms } from './showrooms.js';
import { Viewers } from './viewers.js';

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
    const known = await this.viewers.read(caller, request.viewer, names, !!request.isPrivate);
    const { state: viewer, impersonal } = known;
    const trial = await this.choice.trials.of(tenantId, known, await limited, showroom.campaigns, now);
    const held = await this.choice.held(tenantId, showroom.campaigns, now, seed);
    const ask = { ...askOf(request, placement, viewer, showroom.shelves, now), barred: trial.barred, holding: held.holding, ranking: trial.ranking };
    const retrieved = candidates(showroom, ask, random);
    const { candidates: found, letGo, eliminated } = retrieved;
    this.choice.trials.note(trial, retrieved.reached, { id, now });
    const nothing = (fell: readonly Elimination[]): NothingToShow => {
      const why = whyNothing(ask.placement, showroom.campaigns.length, fell);
      this.answers.countNothing(why, fell, began);
      return { ...why, impersonal, eliminated: fell };
    };
    if (found.length === 0 && letGo.size === 0) return nothing(eliminated);
    const judged = found.length > 0 ? await this.choice.score(caller, found, ask) : null;
    const occasion = { tenantId, decisionId: id, now, campaigns: showroom.campaigns, asked: pageOf(ask, placement), placement, held, letGo };
    const theirs = { names: viewer ? [profileName(viewer.profileId), ...names] : names, barred: trial.barred, ranking: trial.ranking };
    const choice = await this.choice.choose({ ...occasion, ...theirs, scored: judged?.scored ?? [], random });
    const fell = wholeFunnel(retrieved, choice);
    if (judged === null || choice.chosen.length === 0) return nothing(fell);
    const { model, scored } = judged;
    const answer = { decisionId: id, placement: ask.placement, decidedAt: now, model, impersonal };
    const items = await this.answers.itemsOf(tenantId, answer, choice.chosen, ask);
    this.log.remember({
      ...{ id, tenantId, placement: ask.placement, decidedAt: now, model, seed, eliminated: fell },
      ...whoseIs(viewer, names, choice.chosen),
      scored: scored.length,
      items: items.map(({ logged }) => logged),
    });
    this.answers.countOffers(model, trial.ranking, fell, began);
    this.answers.noteSeen({ tenantId, decisionId: id, decidedAt: now, champion: model.version, scored, chosen: choice.chosen, ask }, model); // prettier-ignore
    return { ...answer, items };
  } // prettier-ignore
}

/** The viewer's profile; the names of one without, where something is held under them. */
function whoseIs(viewer: ViewerState | null, names: readonly string[], chosen: readonly BilledOffer[]): Pick<Decision, 'profileId' | 'viewerKeys'> {
  const isHeld = chosen.some(({ billed }) => billed !== null && billed.hold !== null);
  return { profileId: viewer?.profileId ?? null, ...(!viewer && isHeld ? { viewerKeys: names } : {}) };
} // prettier-ignore
