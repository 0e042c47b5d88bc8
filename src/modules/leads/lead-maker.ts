import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import type { LeadScore } from '../../models/prediction/scores.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { EventsService } from '../events/events.service.js';
import { InferenceService } from '../inference/inference.service.js';
import { Clock } from '../platform/clock.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { withWish, type LeadDraft } from './lead-draft.js';
import { LeadWriter, type TakenHand } from './lead-writer.js';

/** The longest any lead feature looks back. */
const historyMs = 180 * 86_400_000;

/** Scores a draft from the person's history and writes it once: as a lead, or as a further hand for one that is open. */
@Injectable()
export class LeadMaker {
  constructor(
    private readonly writer: LeadWriter,
    private readonly events: EventsService,
    private readonly inference: InferenceService,
    private readonly vehicles: VehiclesService,
    private readonly clock: Clock,
  ) {}

  /** Writes the hand unless it is there, in a transaction of its own, and returns what is there; null when its person was erased. */
  async make(manager: EntityManager, draft: LeadDraft): Promise<TakenHand | null> {
    const { tenantId, id } = draft;
    const known = await this.writer.find(manager, tenantId, id);
    if (known) return known;
    const lead = await this.score(manager, draft);
    const written = await manager.transaction((own) => this.writer.write(own, [lead]));
    this.writer.tell(written);
    return this.writer.find(manager, tenantId, id);
  }

  /** The hand of this id with the lead it is of; null when it was not taken in. */
  find(manager: EntityManager, tenantId: string, id: string): Promise<TakenHand | null> {
    return this.writer.find(manager, tenantId, id);
  }

  /**
   * Makes every lead that is not there yet, and returns those it made, to be told of after the transaction. All are scored
   * before any is written: scoring must not keep others waiting.
   */
  async makeAll(manager: EntityManager, drafts: readonly LeadDraft[]): Promise<LeadRecord[]> {
    const leads: LeadRecord[] = [];
    for (const draft of drafts)
      if (!(await this.writer.find(manager, draft.tenantId, draft.id)))
        leads.push(await this.score(manager, draft));
    return this.writer.write(manager, leads);
  }

  /** Tells that leads were made, after the transaction. */
  tell(made: readonly LeadRecord[]): void {
    this.writer.tell(made);
  }

  /** The lead a draft would make, scored as of now and not written. */
  async score(manager: EntityManager, draft: LeadDraft): Promise<LeadRecord> {
    const { tenantId, profileId, vehicleId } = draft;
    const now = this.clock.now();
    const histories = await this.events.histories(manager, tenantId, [profileId], now - historyMs);
    const history = histories.get(profileId) ?? { profileId, traits: {}, events: [] };
    const score = await this.inference.scoreLead(withWish(history, draft), now);
    const vehicle = vehicleId === null ? null : await this.vehicles.find({ tenantId }, vehicleId);
    return toRecord(draft, score, vehicle, now);
  }
}

function toRecord(
  draft: LeadDraft,
  score: LeadScore,
  vehicle: VehicleInStock | null,
  now: number,
): LeadRecord {
  const { model, ...scored } = score;
  return {
    ...draft,
    ...scored,
    make: vehicle?.make ?? draft.make,
    model: vehicle?.model ?? draft.model,
    dealerId: vehicle?.dealer.id ?? null,
    status: 'NEW',
    foldedInto: null,
    foldedFrom: null,
    modelName: model.name,
    modelVersion: model.version,
    modelFallback: model.fallback,
    createdAt: new Date(draft.createdAt),
    scoredAt: new Date(now),
  };
}
