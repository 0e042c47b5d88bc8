import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { IdentityKind } from '../../models/profile/identity.entity.js';
import { formerCarIn } from '../../models/profile/former-vin.js';
import type { Person } from '../../models/rights/personal-data.js';
import { sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { readToldTraits, type DatedTraits } from './merge-traits.js';
import { keyText, type IdentityKey } from './identity-mention.js';

/** One id of a person, and what was told under it. */
export interface KnownUnder {
  readonly kind: IdentityKind;
  readonly value: string;
  readonly since: Date;
  readonly told: DatedTraits | null;
}

/** Where a profile's emptying ends. */
const rootSql = `
  with recursive way (id) as (
    select $2::uuid
    union
    select p.merged_into from way w join profiles p on p.tenant_id = $1 and p.id = w.id where p.merged_into is not null
  )
  select p.id from way join profiles p on p.tenant_id = $1 and p.id = way.id where p.merged_into is null`;

const { identityValue, identityTraits, mergeReason } = sealedColumns;

/** SQL of whole persons: every identity and profile that is theirs, and what is left of them once they are erased. */
@Injectable()
export class PersonsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
  ) {}

  /** The person a profile is now, with everyone who was emptied into it; null when there is none. */
  async person(tenantId: string, profileId: string): Promise<Person | null> {
    const [root]: { id: string }[] = await this.dataSource.query(rootSql, [tenantId, profileId]);
    return root ? this.whole(this.dataSource.manager, tenantId, root.id) : null;
  }

  /** The same, kept as they are until the transaction ends: nobody joins them or leaves them meanwhile. */
  async hold(manager: EntityManager, tenantId: string, profileId: string): Promise<Person | null> {
    for (;;) {
      const [root]: { id: string }[] = await manager.query(rootSql, [tenantId, profileId]);
      if (!root) return null;
      const held: unknown[] = await manager.query(
        'select from profiles where tenant_id = $1 and id = $2 and merged_into is null for update',
        [tenantId, root.id],
      );
      // Else it was emptied into another while we waited for it.
      if (held.length > 0) return this.whole(manager, tenantId, root.id);
    }
  }

  /**
   * Keeps identities from being erased until the transaction ends; false when one of them is gone. Locked in the order in
   * which erasing and writers of events lock them.
   */
  async holdIdentities(
    manager: EntityManager,
    tenantId: string,
    identityIds: readonly string[],
  ): Promise<boolean> {
    const held: unknown[] = await manager.query(
      'select from identities where tenant_id = $1 and id = any($2) order by tenant_id, kind, hash for key share',
      [tenantId, identityIds],
    );
    return held.length === new Set(identityIds).size;
  }

  /** A person's ids, the oldest first, and what was told under each. */
  async ids({ tenantId, identityIds }: Person): Promise<KnownUnder[]> {
    const rows: { kind: IdentityKind; value: string; since: Date; told: string | null }[] =
      await this.dataSource.query(
        `select kind, sealed_value as value, created_at as since, sealed_traits as told from identities
         where tenant_id = $1 and id = any($2) order by created_at, id`,
        [tenantId, identityIds],
      );
    return rows.map(({ kind, value, since, told }) => ({
      kind,
      value: this.ring.open(identityValue, tenantId, value),
      since,
      told: told === null ? null : readToldTraits(this.ring.open(identityTraits, tenantId, told)),
    }));
  }

  /** Merges that these profiles took part in, the oldest first. */
  async merges({ tenantId, profileIds }: Person): Promise<Readonly<Record<string, unknown>>[]> {
    const rows: { reason: string | null }[] = await this.dataSource.query(
      `select merged_at as "mergedAt", undone_at as "undoneAt", cause, sealed_reason as reason from profile_merges
       where tenant_id = $1 and (from_profile_id = any($2) or into_profile_id = any($2)) order by merged_at, id`,
      [tenantId, profileIds],
    );
    return rows.map((row) => ({
      ...row,
      reason: row.reason === null ? null : this.ring.open(mergeReason, tenantId, row.reason),
    }));
  }

  /**
   * Removes them, and notes by hash whom a late event must not bring back; of a car they owned once, until when it was
   * theirs. Identities are locked in the order in which writers of events lock them.
   */
  async erase(
    manager: EntityManager,
    { tenantId, profileIds, identityIds }: Person,
    now: Date,
  ): Promise<number> {
    await manager.query(
      `insert into erased_identities (tenant_id, kind, hash, erased_at)
       select tenant_id, kind, hash, $3 from identities where tenant_id = $1 and id = any($2)
       order by tenant_id, kind, hash for update
       on conflict (tenant_id, kind, hash) do update set erased_at = greatest(erased_identities.erased_at, excluded.erased_at)`,
      [tenantId, identityIds, now],
    );
    await this.noteFormerCars(manager, tenantId, identityIds);
    await manager.query(
      'delete from profile_merges where tenant_id = $1 and (from_profile_id = any($2) or into_profile_id = any($2))',
      [tenantId, profileIds],
    );
    const [, gone]: [unknown, number] = await manager.query(
      'delete from identities where tenant_id = $1 and id = any($2)',
      [tenantId, identityIds],
    );
    await manager.query('delete from profiles where tenant_id = $1 and id = any($2)', [tenantId, profileIds]);
    return gone;
  }

  /** Those of these ids whose person was erased, with the instant: milliseconds since the epoch. */
  async erased(manager: EntityManager, keys: readonly IdentityKey[]): Promise<Map<string, number>> {
    if (keys.length === 0) return new Map();
    const rows: { place: string; at: number }[] = await manager.query(
      `select k.place, (extract(epoch from e.erased_at) * 1000)::float8 as at
       from unnest($1::uuid[], $2::text[], $3::bytea[]) with ordinality as k (tenant_id, kind, hash, place)
       join erased_identities e using (tenant_id, kind, hash)`,
      [
        keys.map(({ tenantId }) => tenantId),
        keys.map(({ kind }) => kind),
        keys.map((key) => this.ring.hash(keyText(key))),
      ],
    );
    return new Map(
      rows.flatMap(({ place, at }) => {
        const key = keys[Number(place) - 1];
        return key ? [[keyText(key), at]] : [];
      }),
    );
  }

  /** A VIN may be another's by now: what it says of the time since is not refused. */
  private async noteFormerCars(
    manager: EntityManager,
    tenantId: string,
    identityIds: readonly string[],
  ): Promise<void> {
    const rows: { value: string }[] = await manager.query(
      `select sealed_value as value from identities where tenant_id = $1 and id = any($2) and kind = 'formerVin'`,
      [tenantId, identityIds],
    );
    const cars = rows.flatMap(({ value }) => formerCarIn(this.ring.open(identityValue, tenantId, value)) ?? []); // prettier-ignore
    if (cars.length === 0) return;
    await manager.query(
      `insert into erased_identities as e (tenant_id, kind, hash, erased_at)
       select $1, 'ownedVin', c.hash, max(c.at) from unnest($2::bytea[], $3::timestamptz[]) as c (hash, at)
       group by c.hash order by c.hash
       on conflict (tenant_id, kind, hash) do update set erased_at = greatest(e.erased_at, excluded.erased_at)`,
      [
        tenantId,
        cars.map(({ vin }) => this.ring.hash(keyText({ tenantId, kind: 'ownedVin', value: vin }))),
        // The instant of the handover itself is the next owner's.
        cars.map(({ until }) => new Date(until - 1)),
      ],
    );
  }

  private async whole(manager: EntityManager, tenantId: string, rootId: string): Promise<Person> {
    const [row]: Omit<Person, 'tenantId'>[] = await manager.query(
      `with recursive within (id) as (
         select $2::uuid
         union
         select p.id from within w join profiles p on p.tenant_id = $1 and p.merged_into = w.id
       )
       select array(select id from within) as "profileIds",
         array(select i.id from identities i join within w on i.profile_id = w.id where i.tenant_id = $1) as "identityIds"`,
      [tenantId, rootId],
    );
    return { tenantId, profileIds: row?.profileIds ?? [rootId], identityIds: row?.identityIds ?? [] };
  }
}
