import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { LeadEntity, type LeadRecord } from '../../models/lead/lead.entity.js';
import type { LeadWish } from '../../models/lead/lead-wish.js';
import type { LeadGrade } from '../../models/prediction/scores.js';
import type { Person } from '../../models/rights/personal-data.js';
import { sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';

/** A place in the list of leads, newest first. */
export interface LeadKey {
  readonly createdAt: Date;
  readonly id: string;
}

/** What of a lead is kept sealed. */
type Said = Omit<LeadWish, 'interest'>;

const place = sealedColumns.leadPersonal;
const insertedRows = z.array(z.object({ id: z.uuid() }));

/** Reads and writes `leads`; what people said of themselves is sealed on its way in, and opened on its way out. */
@Injectable()
export class LeadsRepository {
  constructor(private readonly ring: KeyRing) {}

  async find(manager: EntityManager, tenantId: string, id: string): Promise<LeadRecord | null> {
    const row = await manager.findOneBy(LeadEntity, { tenantId, id });
    return row && this.opened(row);
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

  /** Every lead of a person, the oldest first. */
  async ofPerson(manager: EntityManager, person: Person): Promise<LeadRecord[]> {
    const rows = await manager
      .createQueryBuilder(LeadEntity, 'lead')
      .where(...theirs(person))
      .orderBy('lead.created_at')
      .addOrderBy('lead.id')
      .getMany();
    return rows.map((row) => this.opened(row));
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

  /** Newest first; of one person and one grade only, where they are given. */
  async list(
    manager: EntityManager,
    tenantId: string,
    { grade, person }: { readonly grade: LeadGrade | null; readonly person: Person | null },
    after: LeadKey | null,
    limit: number,
  ): Promise<LeadRecord[]> {
    const query = manager
      .createQueryBuilder(LeadEntity, 'lead')
      .where('lead.tenant_id = :tenantId', { tenantId });
    if (person) query.andWhere(...theirs(person));
    if (grade) query.andWhere('lead.grade = :grade', { grade });
    if (after) query.andWhere('(lead.created_at, lead.id) < (:createdAt, :id)', { ...after });
    query.orderBy('lead.created_at', 'DESC').addOrderBy('lead.id', 'DESC').limit(limit);
    return (await query.getMany()).map((row) => this.opened(row));
  }

  private sealed({ contact, message, consent, ...lead }: LeadRecord): LeadEntity {
    const said = JSON.stringify({ contact, message, consent } satisfies Said);
    return { ...lead, sealed: this.ring.seal(place, lead.tenantId, said) };
  }

  private opened({ sealed, ...lead }: LeadEntity): LeadRecord {
    const said: unknown = JSON.parse(this.ring.open(place, lead.tenantId, sealed));
    if (!isSaid(said)) throw new Error('What a lead said is not in a form we wrote.');
    return { ...lead, ...said };
  }
}

/** Leads follow the identity they came with; an old one without stays with its profile. */
function theirs({ tenantId, profileIds, identityIds }: Person): [string, object] {
  return [
    `tenant_id = :tenantId
     and (identity_id = any(:identityIds) or (identity_id is null and profile_id = any(:profileIds)))`,
    { tenantId, profileIds, identityIds },
  ];
}

/** What we wrote ourselves is looked at, not parsed anew. */
function isSaid(said: unknown): said is Said {
  return typeof said === 'object' && said !== null && 'contact' in said && 'message' in said && 'consent' in said; // prettier-ignore
}
