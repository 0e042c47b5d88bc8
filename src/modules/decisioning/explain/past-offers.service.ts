import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { Decision, DecisionItem } from '../../../models/decision/decision.js';
import { recentMs, type RecentVehicle } from '../../../models/decision/viewer-state.js';
import type { OfferExplanation } from '../../../models/prediction/offer-explanation.js';
import type { OfferCandidate, OfferScore } from '../../../models/prediction/scores.js';
import { factsOf } from '../../../models/vehicle/vehicle-in-stock.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { EventsService } from '../../events/events.service.js';
import {
  OfferExplanations,
  type OfferExplained,
} from '../../inference/explain/offer-explanations.service.js';
import { recentAt } from '../../inference/inference.service.js';
import { VehiclesService } from '../../vehicles/vehicles.service.js';
import { DecisionsRepository } from '../decisions.repository.js';

/** Scores are logged as they were given; what differs by more was asked of something else. */
const sameWithin = 1e-6;

/** What the model said of an offer and why, or why nobody can tell. */
export type PastOffer =
  { readonly explanation: OfferExplanation; readonly isAsLogged: boolean } | { readonly cannot: string };

/**
 * Asks the version that answered again about an offer it gave, with what was known then: the viewer's looks out of the log up to the moment
 * of the decision; car and creative as they are now, as nothing keeps what they were. Whether the answer is the logged one, is said.
 */
@Injectable()
export class PastOffers {
  /** An answer's offers share what the viewer had looked at. */
  private readonly looks = new WeakMap<Decision, Promise<readonly RecentVehicle[]>>();

  constructor(
    private readonly explanations: OfferExplanations,
    private readonly events: EventsService,
    private readonly vehicles: VehiclesService,
    private readonly campaigns: CampaignsService,
    private readonly decisions: DecisionsRepository,
  ) {}

  async explain(caller: Caller, decision: Decision, item: DecisionItem): Promise<PastOffer> {
    const candidate = await this.candidate(caller, item);
    if ('cannot' in candidate) return candidate;
    const ask = (recent: readonly RecentVehicle[]): Promise<OfferExplained> =>
      this.explanations.explain(decision.model, { recent, context: { placement: decision.placement, at: decision.decidedAt } }, candidate);
    const recent = await this.recent(decision);
    const personal = asLogged(await ask(recent), item.score);
    if ('cannot' in personal || personal.isAsLogged || recent.length === 0) return personal;
    // Of a viewer who allowed no personalisation nothing was used: the log does not say which, the score does.
    const impersonal = asLogged(await ask([]), item.score);
    return 'cannot' in impersonal || impersonal.isAsLogged ? impersonal : personal;
  } // prettier-ignore

  private async candidate(caller: Caller, item: DecisionItem): Promise<OfferCandidate | { cannot: string }> {
    const vehicle = await this.vehicles.find(caller, item.vehicleId);
    if (!vehicle) return { cannot: 'The vehicle is in the stock no more, in no state.' };
    const { creatives } = await this.campaigns.get(caller, item.campaignId);
    const creative = creatives.find(({ id }) => id === item.creativeId);
    if (!creative) return { cannot: 'The creative is in the campaign no more, not even archived.' };
    return { vehicle: factsOf(vehicle), creative: { creativeId: creative.id, angle: creative.angle } };
  }

  private recent(decision: Decision): Promise<readonly RecentVehicle[]> {
    const known = this.looks.get(decision) ?? this.readRecent(decision);
    this.looks.set(decision, known);
    return known;
  }

  private async readRecent({ tenantId, profileId, decidedAt }: Decision): Promise<readonly RecentVehicle[]> {
    if (profileId === null) return [];
    const { manager } = this.decisions.dataSource;
    const histories = await this.events.histories(manager, tenantId, [profileId], decidedAt - recentMs);
    return recentAt(histories.get(profileId)?.events ?? [], { at: decidedAt, seq: Infinity });
  }
}

function asLogged(explained: OfferExplained, logged: OfferScore): PastOffer {
  if ('cannot' in explained) return explained;
  const { score } = explained.explanation;
  const isAsLogged = Math.abs(score.click - logged.click) <= sameWithin && Math.abs(score.lead - logged.lead) <= sameWithin; // prettier-ignore
  return { ...explained, isAsLogged };
}
