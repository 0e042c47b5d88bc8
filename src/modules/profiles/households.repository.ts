import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Person } from '../../models/rights/personal-data.js';
import { householdText, sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { laterWord } from './latest-household.js';

/** What somebody said of their household under one identity. */
export interface HouseholdStatement {
  readonly tenantId: string;
  readonly identityId: string;
  /** The household's id; null where they left it. */
  readonly household: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A statement as it is kept of a person. */
export interface KeptStatement {
  readonly household: string | null;
  readonly statedAt: Date;
}

/** The last word first, as `laterWord` has it. */
const lastFirst = `order by m.stated_at desc, coalesce(m.hash, ''::bytea) desc limit 1`;

/** SQL of `household_members`. Ids of households go in and out in the clear, and are kept hashed and sealed. */
@Injectable()
export class HouseholdsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
  ) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /**
   * Keeps what was said, unless something later was. Of an identity that is gone nothing is kept: returns how many of them
   * there are.
   */
  async say(manager: EntityManager, statements: readonly HouseholdStatement[]): Promise<number> {
    const words = new Map<string, HouseholdStatement & { readonly hash: Buffer | null }>();
    for (const statement of statements) {
      const { tenantId, identityId, household } = statement;
      const word = { ...statement, hash: household === null ? null : this.hash(tenantId, household) };
      words.set(identityId, laterWord(words.get(identityId) ?? word, word));
    }
    const said = [...words.values()];
    const rows: { found: string }[] = await manager.query(
      `with word as (
         select i.tenant_id, i.id, n.hash, n.sealed, n.stated_at
         from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::timestamptz[])
           as n (tenant_id, id, hash, sealed, stated_at)
         join identities i using (tenant_id, id) order by i.tenant_id, i.id for key share of i
       ), kept as (
         insert into household_members as m (tenant_id, identity_id, hash, sealed_household, stated_at)
         select tenant_id, id, hash, sealed, stated_at from word
         on conflict (tenant_id, identity_id) do update
           set hash = excluded.hash, sealed_household = excluded.sealed_household, stated_at = excluded.stated_at
           where (excluded.stated_at, coalesce(excluded.hash, ''::bytea)) > (m.stated_at, coalesce(m.hash, ''::bytea))
       )
       select count(*) as found from word`,
      [
        said.map(({ tenantId }) => tenantId),
        said.map(({ identityId }) => identityId),
        said.map(({ hash }) => hash),
        said.map(({ tenantId, household }) => household && this.ring.seal(sealedColumns.household, tenantId, household)), // prettier-ignore
        said.map(({ at }) => new Date(at)),
      ],
    );
    return Number(rows[0]?.found ?? 0);
  }

  /** The household that a person named last, or null. */
  async householdOf(tenantId: string, profileId: string): Promise<string | null> {
    const rows: { sealed: string | null }[] = await this.dataSource.query(
      `select m.sealed_household as sealed from identities i
       join household_members m on m.tenant_id = i.tenant_id and m.identity_id = i.id
       where i.tenant_id = $1 and i.profile_id = $2 ${lastFirst}`,
      [tenantId, profileId],
    );
    const sealed = rows[0]?.sealed ?? null;
    return sealed && this.ring.open(sealedColumns.household, tenantId, sealed);
  }

  /** Those whose last word names this household. */
  async membersOf(tenantId: string, household: string, limit: number): Promise<string[]> {
    const rows: { profileId: string }[] = await this.dataSource.query(
      `with named as (
         select distinct i.tenant_id, i.profile_id from household_members m
         join identities i on i.tenant_id = m.tenant_id and i.id = m.identity_id
         where m.tenant_id = $1 and m.hash = $2
       )
       select n.profile_id as "profileId" from named n
       where $2 = (select m.hash from identities i
                   join household_members m on m.tenant_id = i.tenant_id and m.identity_id = i.id
                   where i.tenant_id = n.tenant_id and i.profile_id = n.profile_id ${lastFirst})
       order by n.profile_id limit $3`,
      [tenantId, this.hash(tenantId, household), limit],
    );
    return rows.map(({ profileId }) => profileId);
  }

  /** All that a person said of households, the oldest first. */
  async statementsOf({ tenantId, identityIds }: Person): Promise<KeptStatement[]> {
    const rows: { sealed: string | null; statedAt: Date }[] = await this.dataSource.query(
      `select sealed_household as sealed, stated_at as "statedAt" from household_members
       where tenant_id = $1 and identity_id = any($2) order by stated_at, identity_id`,
      [tenantId, identityIds],
    );
    return rows.map(({ sealed, statedAt }) => ({
      household: sealed && this.ring.open(sealedColumns.household, tenantId, sealed),
      statedAt,
    }));
  }

  /** Erases what was said under these identities. Returns how many statements are gone. */
  async forget(manager: EntityManager, { tenantId, identityIds }: Person): Promise<number> {
    const [, gone]: [unknown, number] = await manager.query(
      'delete from household_members where tenant_id = $1 and identity_id = any($2)',
      [tenantId, identityIds],
    );
    return gone;
  }

  private hash(tenantId: string, household: string): Buffer {
    return this.ring.hash(householdText(tenantId, household));
  }
}
