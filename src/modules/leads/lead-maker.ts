import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import type { OfferedCar } from '../../models/trade-in/trade-in.js';
import { Turns } from '../platform/turns.js';
import { writeAgain } from '../platform/write-again.js';
import { TradeIns } from '../trade-in/valuation/trade-ins.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import type { LeadDraft } from './lead-draft.js';
import { LeadScorer, type Scored } from './ledger/lead-scorer.js';
import { LeadRouter, type Assignment } from './routing/lead-router.js';
import type { ProfileKey } from './folding/lead-people.js';
import { LeadWriter, type PlacedLead, type TakenHand } from './lead-writer.js';

/** Scores a draft from the person's history and writes it once: as a lead, or as a further hand for one that is open. */
@Injectable()
export class LeadMaker {
  /** Hands of one person, raised at once, wait here and not for the database. */
  private readonly turns = new Turns();

  constructor(
    private readonly writer: LeadWriter,
    private readonly scorer: LeadScorer,
    private readonly vehicles: VehiclesService,
    private readonly router: LeadRouter,
    private readonly tradeIns: TradeIns,
  ) {}

  /** Writes the hand unless it is there, in a transaction of its own, and returns what is there; null when its person was erased. */
  async make(manager: EntityManager, draft: LeadDraft): Promise<TakenHand | null> {
    const { tenantId, id } = draft;
    const known = await this.writer.find(manager, tenantId, id);
    if (known) return known;
    const lead = await this.prepare(manager, draft);
    const written = await this.turns.take(draft.profileId, () =>
      writeAgain(() => manager.transaction((own) => this.writer.write(own, [lead]))),
    );
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
   * @param settled people whose leads are settled afterwards in the same transaction: they are waited for together with these
   */
  async makeAll(manager: EntityManager, drafts: readonly LeadDraft[], settled: readonly ProfileKey[] = []): Promise<LeadRecord[]> {
    const leads: PlacedLead[] = [];
    // Dealers take turns among these too, of which none is written while the next is routed.
    const given = new Map<string, number>();
    for (const draft of drafts) {
      if (await this.writer.find(manager, draft.tenantId, draft.id)) continue;
      const placed = await this.prepare(manager, draft, given);
      const { dealerId } = placed.lead;
      if (dealerId !== null) given.set(dealerId, (given.get(dealerId) ?? 0) + 1);
      leads.push(placed);
    }
    return this.writer.write(manager, leads, settled);
  } // prettier-ignore

  /** Tells that leads were made, after the transaction. */
  tell(made: readonly LeadRecord[]): void {
    this.writer.tell(made);
  }

  /** The lead a draft would make, scored and routed as of now, and not written. */
  private async prepare(manager: EntityManager, draft: LeadDraft, given: ReadonlyMap<string, number> = new Map()): Promise<PlacedLead> {
    const { tenantId, vehicleId } = draft;
    const vehicle = vehicleId === null ? null : await this.vehicles.find({ tenantId }, vehicleId);
    const car = { make: vehicle?.make ?? draft.make, model: vehicle?.model ?? draft.model };
    const tradeIn = await this.valued(manager, draft);
    const { scored, features } = await this.scorer.score(manager, draft);
    const { reasons, ...assigned } = draft.isHistory ? nobody : await this.router.assign(manager, { ...draft, ...car }, this.scorer.now(), { given });
    return { lead: toRecord({ ...draft, ...car, tradeIn }, { ...scored, ...assigned }), reasons, features: draft.isRemade ? null : features, occurredAt: draft.occurredAt, askedDealerId: draft.askedDealerId, isUnproven: draft.isUnproven ?? false };
  } // prettier-ignore

  /** The car offered, with what it was worth when it was: a hand made late, or again, says the same. */
  private async valued(manager: EntityManager, { tenantId, tradeIn = null, createdAt }: LeadDraft): Promise<OfferedCar | null> {
    if (tradeIn?.band !== undefined) return tradeIn;
    return tradeIn && this.tradeIns.noted(manager, tenantId, tradeIn, createdAt);
  } // prettier-ignore
}

/** Who answers what was raised long ago. */
const nobody: Assignment = {
  dealerId: null,
  responseDueAt: null,
  rerouteDueAt: null,
  reasons: [
    { code: 'TOO_LONG_AGO', dealerId: null, sentence: 'It was raised long before we were told of it' },
  ],
};

/** What a new lead is given. */
type Given = Scored & Omit<Assignment, 'reasons'>;

function toRecord(
  {
    askedDealerId: _asked,
    occurredAt: _occurred,
    isRemade: _remade,
    isUnproven: _unproven,
    ...draft
  }: LeadDraft,
  given: Given,
): LeadRecord {
  return {
    ...draft,
    ...given,
    status: 'NEW',
    foldedInto: null,
    foldedFrom: null,
    respondedAt: null,
    escalatedAt: null,
    createdAt: new Date(draft.createdAt),
  };
}
