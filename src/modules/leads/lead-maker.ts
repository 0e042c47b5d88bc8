import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import type { LeadDraft } from './lead-draft.js';
import { LeadScorer, type Scored } from './ledger/lead-scorer.js';
import { LeadWriter, type TakenHand } from './lead-writer.js';

/** Scores a draft from the person's history and writes it once: as a lead, or as a further hand for one that is open. */
@Injectable()
export class LeadMaker {
  constructor(
    private readonly writer: LeadWriter,
    private readonly scorer: LeadScorer,
    private readonly vehicles: VehiclesService,
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
    const { tenantId, vehicleId } = draft;
    const vehicle = vehicleId === null ? null : await this.vehicles.find({ tenantId }, vehicleId);
    return toRecord(draft, await this.scorer.score(manager, draft), vehicle);
  }
}

function toRecord(draft: LeadDraft, scored: Scored, vehicle: VehicleInStock | null): LeadRecord {
  return {
    ...draft,
    ...scored,
    make: vehicle?.make ?? draft.make,
    model: vehicle?.model ?? draft.model,
    dealerId: vehicle?.dealer.id ?? null,
    status: 'NEW',
    foldedInto: null,
    foldedFrom: null,
    createdAt: new Date(draft.createdAt),
  };
}
