import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { LeadHandRecord } from '../../models/lead/lead-hand.entity.js';
import { LeadEntity, type LeadRecord } from '../../models/lead/lead.entity.js';
import { isOpen, openStatuses, type LeadStatus } from '../../models/lead/lead-status.js';
import type { LeadGrade } from '../../models/prediction/scores.js';
import type { Person } from '../../models/rights/personal-data.js';
import { sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { openSaid, sealSaid } from './said.js';
import { theirs } from './theirs.js';

/** A place in the list of leads, newest first. */
export interface LeadKey {
  readonly createdAt: Date;
  readonly id: string;
}

/** Which leads are listed; null and false: whichever. */
export interface LeadFilter {
  readonly grade: LeadGrade | null;
  readonly person: Person | null;
  readonly status: LeadStatus | null;
  readonly dealerId: string | null;
  readonly openOnly: boolean;
}

const place = sealedColumns.leadPersonal;
const insertedRows = z.array(z.object({ id: z.uuid() }));
const claimedRows = z.array(z.object({ tenantId: z.uuid(), id: z.uuid() }));
const dueRows = z.tuple([z.object({ score: z.boolean(), answer: z.boolean(), another: z.boolean() })]);
/** What there is to do of leads. */
export type DueOfLeads = z.infer<typeof dueRows>[0];
/** As indexes have them. */
const isOpenNow = `status in (${openStatuses.map((status) => `'${status}'`).join(', ')})`;
/** A lead that somebody takes upon themselves. */
export type ClaimedLead = z.infer<typeof claimedRows>[number];

/** Reads and writes `leads`; what people said of themselves is sealed on its way in, and opened on its way out. */
@Injectable()
export class LeadsRepository {
  constructor(private readonly ring: KeyRing) {}

  async find(manager: EntityManager, tenantId: string, id: string): Promise<LeadRecord | null> {
    const row = await manager.findOneBy(LeadEntity, { tenantId, id });
    return row && this.opened(row);
  }

  /** The same, kept as it is until the transaction ends. */
  async hold(manager: EntityManager, tenantId: string, id: string): Promise<LeadRecord | null> {
    const row = await manager.findOne(LeadEntity, { where: { tenantId, id }, lock: { mode: 'pessimistic_write' } }); // prettier-ignore
    return row && this.opened(row);
  }

  /** The leads that hands are kept with, each once. */
  async ofHands(manager: EntityManager, hands: readonly Pick<LeadHandRecord, 'tenantId' | 'leadId'>[]): Promise<LeadRecord[]> {
    const keys = new Map(hands.map((hand) => [hand.leadId, hand]));
    const leads: LeadRecord[] = [];
    for (const { tenantId, leadId } of keys.values()) {
      const lead = await this.find(manager, tenantId, leadId);
      if (lead) leads.push(lead);
    }
    return leads;
  } // prettier-ignore

  /** The leads that stand for those that hands are kept with, however often these were folded: each once, found at one go. */
  async standingForHands(manager: EntityManager, tenantId: string, hands: readonly Pick<LeadHandRecord, 'leadId'>[]): Promise<LeadRecord[]> {
    const rows: unknown = await manager.query(
      `with recursive chain (id, next) as (
         select id, folded_into from leads where tenant_id = $1 and id = any($2)
         union select l.id, l.folded_into from chain c join leads l on l.tenant_id = $1 and l.id = c.next)
       select $1 as "tenantId", id from chain where next is null`,
      [tenantId, [...new Set(hands.map(({ leadId }) => leadId))]],
    );
    const standing = await manager.findBy(LeadEntity, { tenantId, id: In(claimedRows.parse(rows).map(({ id }) => id)) });
    return standing.map((row) => this.opened(row));
  } // prettier-ignore

  /** The lead that stands for this one: itself, or where it was folded, however often. */
  async standingFor(manager: EntityManager, lead: LeadRecord): Promise<LeadRecord> {
    let standing = lead;
    while (standing.foldedInto !== null) {
      const next = await this.find(manager, lead.tenantId, standing.foldedInto);
      if (!next) return standing;
      standing = next;
    }
    return standing;
  }

  /** Writes leads; one that is there already stays as it is. Returns the ids of those that were not. */
  async insert(manager: EntityManager, leads: readonly LeadRecord[]): Promise<ReadonlySet<string>> {
    if (leads.length === 0) return new Set();
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(LeadEntity)
      .values(leads.map((lead) => this.sealed(lead)))
      .orIgnore()
      .returning('id')
      .execute();
    return new Set(insertedRows.parse(inserted.raw).map(({ id }) => id));
  }

  /** Writes what a lead wants and says. The caller holds its person. */
  async putWish(manager: EntityManager, lead: LeadRecord): Promise<void> {
    const { tenantId, id, interest, vehicleId, make, model } = lead;
    const { sealed } = this.sealed(lead);
    await manager.update(LeadEntity, { tenantId, id }, { interest, vehicleId, make, model, sealed });
  }

  /** Writes who is to answer a lead and until when; the clock begins anew. The caller holds it or its person. */
  async assign(
    manager: EntityManager,
    { tenantId, id }: Pick<LeadRecord, 'tenantId' | 'id'>,
    {
      dealerId,
      responseDueAt,
      rerouteDueAt,
    }: Pick<LeadRecord, 'dealerId' | 'responseDueAt' | 'rerouteDueAt'>,
  ): Promise<void> {
    await manager.update(LeadEntity, { tenantId, id }, { dealerId, responseDueAt, rerouteDueAt, respondedAt: null, escalatedAt: null, isHistory: false }); // prettier-ignore
  }

  /** What is due of any tenant's leads: one look for all of it. */
  async due(manager: EntityManager, now: Date): Promise<DueOfLeads> {
    const rows: unknown = await manager.query(
      `select exists (select from leads where score_due_at <= $1) as score,
         exists (select from leads where response_due_at <= $1 and responded_at is null and escalated_at is null and ${isOpenNow}) as answer,
         exists (select from leads where reroute_due_at <= $1 and responded_at is null and ${isOpenNow}) as another`,
      [now],
    );
    return dueRows.parse(rows)[0];
  }

  /** Leads that nobody answered in time, the longest overdue first; of any tenant, but these. */
  async overdue(manager: EntityManager, now: Date, limit: number, but: readonly string[]): Promise<ClaimedLead[]> {
    const rows: unknown = await manager.query(
      `select tenant_id as "tenantId", id from leads
       where response_due_at <= $1 and responded_at is null and escalated_at is null and ${isOpenNow} and id <> all($2)
       order by response_due_at limit $3`,
      [now, but, limit],
    );
    return claimedRows.parse(rows);
  } // prettier-ignore

  /** Leads that another dealer is to get, as theirs did not answer, the longest overdue first; of any tenant, but these. */
  async dueForAnother(manager: EntityManager, now: Date, limit: number, but: readonly string[]): Promise<ClaimedLead[]> {
    const rows: unknown = await manager.query(
      `select tenant_id as "tenantId", id from leads
       where reroute_due_at <= $1 and responded_at is null and ${isOpenNow} and id <> all($2) order by reroute_due_at limit $3`,
      [now, but, limit],
    );
    return claimedRows.parse(rows);
  } // prettier-ignore

  /** Notes that nobody answered a lead in time. The caller holds it. */
  async markOverdue(manager: EntityManager, { tenantId, id }: LeadRecord, escalatedAt: Date): Promise<void> {
    await manager.update(LeadEntity, { tenantId, id }, { escalatedAt });
  }

  /** A lead stays with the dealer it has: nobody else is looked for by the clock. The caller holds it. */
  async keepDealer(manager: EntityManager, { tenantId, id }: LeadRecord): Promise<void> {
    await manager.update(LeadEntity, { tenantId, id }, { rerouteDueAt: null });
  }

  /** Writes a score. When it is next due stays, where that was changed since it was claimed until `claimed`. */
  async putScore(manager: EntityManager, lead: LeadRecord, claimed: Date): Promise<void> {
    const { tenantId, id, probability, grade, baseLogOdds, reasons, scoredAt, scoreDueAt } = lead;
    const { modelName, modelVersion, modelFallback, probabilityLow, probabilityHigh } = lead;
    await manager.update(LeadEntity, { tenantId, id }, { probability, probabilityLow, probabilityHigh, grade, baseLogOdds, reasons, scoredAt, modelName, modelVersion, modelFallback }); // prettier-ignore
    await manager.update(LeadEntity, { tenantId, id, scoreDueAt: claimed }, { scoreDueAt });
  }

  /** Has the open leads that came under any of these identities scored no later than then. */
  async markDue(manager: EntityManager, tenantId: string, identityIds: readonly string[], dueAt: Date): Promise<void> {
    if (identityIds.length === 0) return;
    await manager.query(
      // Taken in one order of leads, so that two who mark never wait for each other in a circle.
      `with mine as (select id from leads where tenant_id = $1 and identity_id = any($2) and score_due_at > $3 order by id for update)
       update leads l set score_due_at = $3 from mine where l.tenant_id = $1 and l.id = mine.id`,
      [tenantId, identityIds, dueAt],
    );
  } // prettier-ignore

  /** Takes leads that are due to be scored, of every tenant, so that nobody else does until then; whoever dies leaves them to others. */
  async claimDue(manager: EntityManager, now: Date, until: Date, limit: number): Promise<ClaimedLead[]> {
    const [rows]: [unknown, number] = await manager.query(
      `update leads set score_due_at = $2 where (tenant_id, id) in (
         select tenant_id, id from leads where score_due_at <= $1 order by score_due_at limit $3 for update skip locked)
       returning tenant_id as "tenantId", id`,
      [now, until, limit],
    );
    return claimedRows.parse(rows);
  }

  /** Writes where a lead stands, and what stands for it. The caller holds it. */
  async setStatus(manager: EntityManager, lead: LeadRecord, now: Date): Promise<void> {
    const { tenantId, id, status, foldedInto, foldedFrom, respondedAt } = lead;
    await manager.update(LeadEntity, { tenantId, id }, { status, foldedInto, foldedFrom, respondedAt });
    // What is over is scored no more; what is open again is scored at once.
    if (!isOpen(status)) await manager.update(LeadEntity, { tenantId, id }, { scoreDueAt: null });
    else await manager.update(LeadEntity, { tenantId, id, scoreDueAt: IsNull() }, { scoreDueAt: now });
  }

  /** Leads of others that a lead of this person stands for, the oldest first. */
  async stoodFor(manager: EntityManager, person: Person): Promise<LeadRecord[]> {
    const mine = (await this.ofPerson(manager, person)).map(({ id }) => id);
    return (await this.foldedInto(manager, person.tenantId, mine)).filter(({ id }) => !mine.includes(id));
  }

  /** Leads folded into any of these themselves, the oldest first. */
  async foldedInto(manager: EntityManager, tenantId: string, ids: readonly string[]): Promise<LeadRecord[]> {
    const where = { tenantId, foldedInto: In([...ids]) };
    const rows = await manager.find(LeadEntity, { where, order: { createdAt: 'ASC', id: 'ASC' } });
    return rows.map((row) => this.opened(row));
  }

  /** Removes a lead with its hands, moves and scores. */
  async remove(manager: EntityManager, { tenantId, id }: LeadRecord): Promise<void> {
    await manager.delete(LeadEntity, { tenantId, id });
  }

  /** Keeps every lead of a person as it is until the transaction ends. */
  async holdAllOf(manager: EntityManager, person: Person): Promise<void> {
    const mine = manager.createQueryBuilder(LeadEntity, 'lead').where(...theirs(person)).orderBy('lead.id').setLock('pessimistic_write'); // prettier-ignore
    await mine.getMany();
  }

  /** Every lead of a person, the oldest first; only the open ones, if that is asked. */
  async ofPerson(manager: EntityManager, person: Person, openOnly = false): Promise<LeadRecord[]> {
    const query = manager.createQueryBuilder(LeadEntity, 'lead').where(...theirs(person));
    if (openOnly) query.andWhere('lead.status in (:...open)', { open: openStatuses });
    const rows = await query.orderBy('lead.created_at').addOrderBy('lead.id').getMany();
    return rows.map((row) => this.opened(row));
  }

  /** Keeps others from making, folding and opening leads of whoever a profile is, until this transaction ends. */
  async holdPerson(manager: EntityManager, tenantId: string, profileId: string): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('leads:' || $1 || ':' || $2, 0))`, [tenantId, profileId]); // prettier-ignore
  }

  /** Removes every lead of a person; says how many. */
  async erase(manager: EntityManager, person: Person): Promise<number> {
    const { affected } = await manager
      .createQueryBuilder()
      .delete()
      .from(LeadEntity, 'lead')
      .where(...theirs(person))
      .execute();
    return affected ?? 0;
  }

  /** Newest first. Those that another stands for are listed only when their status is asked for. */
  async list(
    manager: EntityManager,
    tenantId: string,
    { grade, person, status, dealerId, openOnly }: LeadFilter,
    after: LeadKey | null,
    limit: number,
  ): Promise<LeadRecord[]> {
    const query = manager
      .createQueryBuilder(LeadEntity, 'lead')
      .where('lead.tenant_id = :tenantId', { tenantId });
    if (person) query.andWhere(...theirs(person));
    if (grade) query.andWhere('lead.grade = :grade', { grade });
    if (dealerId !== null) query.andWhere('lead.dealer_id = :dealerId', { dealerId });
    if (status) query.andWhere('lead.status = :status', { status });
    else query.andWhere(`lead.status <> 'FOLDED'`);
    if (openOnly) query.andWhere('lead.status in (:...open)', { open: openStatuses });
    if (after) query.andWhere('(lead.created_at, lead.id) < (:createdAt, :id)', { ...after });
    query.orderBy('lead.created_at', 'DESC').addOrderBy('lead.id', 'DESC').limit(limit);
    return (await query.getMany()).map((row) => this.opened(row));
  }

  private sealed({
    contact,
    message,
    consent,
    place: where = null,
    tradeIn = null,
    ...lead
  }: LeadRecord): LeadEntity {
    return {
      ...lead,
      sealed: sealSaid(this.ring, place, lead.tenantId, { contact, message, consent, place: where, tradeIn }),
    };
  }

  private opened({ sealed, ...lead }: LeadEntity): LeadRecord {
    return { ...lead, ...openSaid(this.ring, place, lead.tenantId, sealed) };
  }
}
