import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IdentityKind } from '../../models/profile/identity.entity.js';
import { identityText, sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { storableJson } from '../platform/storable.js';
import { addressKinds, givenKinds, type AddressedIdentity } from './addresses-in.js';
import { readToldTraits, type DatedTraits } from './merge-traits.js';
import type { IdentityKey } from './identity-mention.js';
import type { KnownIdentity } from './plan-identities.js';

/** A profile's own row. */
export interface StoredProfile {
  readonly tenantId: string;
  readonly id: string;
  readonly mergedInto: string | null;
  readonly createdAt: Date;
}

/** Where an identity leads, with what a reader needs to tell old from new. */
export interface VersionedIdentity {
  readonly id: string;
  readonly profileId: string;
  readonly kind: IdentityKind;
  /** Its keyed hash. */
  readonly hash: Buffer;
  readonly version: number;
  /** Since when it is known. */
  readonly since: Date;
}

/** An id of a person, in the clear. */
export type PersonalId = Pick<IdentityKey, 'kind' | 'value'>;

/** What was told under one identity. */
export interface ToldTraits extends DatedTraits {
  readonly tenantId: string;
  readonly identityId: string;
}

/** Identities to create, with the shard of the profile each belongs to. */
export interface NewIdentity extends KnownIdentity {
  readonly isNewProfile: boolean;
  readonly shard: number;
}

const { identityValue, identityTraits } = sealedColumns;

/**
 * SQL of `profiles` and `identities`. In the clear go in and out: ids, which are kept hashed and sealed, and traits, which
 * are kept sealed. Locks are taken in the order of keys, so writers do not deadlock.
 */
@Injectable()
export class ProfilesRepository {
  constructor(private readonly ring: KeyRing) {}

  /** The keyed hash by which an identity is found. */
  hash(key: IdentityKey): Buffer {
    return this.ring.hash(identityText(key));
  }

  /** Identities as they lead now; those `kept` lead there until the transaction ends. */
  async identities(
    manager: EntityManager,
    keys: readonly IdentityKey[],
    mode: 'kept' | 'passing',
  ): Promise<KnownIdentity[]> {
    const rows: { place: string; id: string; profileId: string; since: Date; ownedSince: Date | null }[] =
      await manager.query(
        // prettier-ignore
        `select k.place, i.id, i.profile_id as "profileId", i.created_at as since, i.owned_since as "ownedSince"
       from unnest($1::uuid[], $2::text[], $3::bytea[]) with ordinality as k (tenant_id, kind, hash, place)
       join identities i using (tenant_id, kind, hash)
       ${mode === 'kept' ? 'order by i.tenant_id, i.kind, i.hash for no key update of i' : ''}`,
        this.columnsOf(keys),
      );
    return rows.flatMap(({ place, id, profileId, since: at, ownedSince }) => {
      const key = keys[Number(place) - 1];
      if (!key) return [];
      const { tenantId, kind, value } = key;
      return [{ tenantId, kind, value, id, profileId, since: at.getTime(), ownedSince: ownedSince?.getTime() }]; // prettier-ignore
    });
  }

  /** Creates identities, with their profiles where these are new. Returns how many another writer had not made before. */
  async create(manager: EntityManager, identities: readonly NewIdentity[], now: Date): Promise<number> {
    const rows: { made: string }[] = await manager.query(
      `with wanted as (
         select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::uuid[], $5::uuid[], $6::smallint[], $7::boolean[], $9::text[], $10::timestamptz[])
           as w (tenant_id, kind, hash, id, profile_id, shard, is_new_profile, sealed_value, since)
       ), made as (
         insert into identities (tenant_id, id, kind, hash, sealed_value, profile_id, version, created_at)
         select tenant_id, id, kind, hash, sealed_value, profile_id, 1, since from wanted order by tenant_id, kind, hash
         on conflict (tenant_id, kind, hash) do nothing
         returning id
       ), profiled as (
         insert into profiles (tenant_id, id, shard, created_at)
         select distinct tenant_id, profile_id, shard, $8::timestamptz
         from wanted join made using (id) where is_new_profile
       )
       select count(*) as made from made`,
      [
        ...this.columnsOf(identities),
        identities.map(({ id }) => id),
        identities.map(({ profileId }) => profileId),
        identities.map(({ shard }) => shard),
        identities.map(({ isNewProfile }) => isNewProfile),
        now,
        identities.map(({ tenantId, value }) => this.ring.seal(identityValue, tenantId, value)),
        identities.map(({ kind, since }) => (kind === 'ownedVin' ? new Date(since) : now)),
      ],
    );
    return Number(rows[0]?.made ?? 0);
  }

  /** What was told under these identities; those nothing was told under are absent. */
  async toldUnder(
    manager: EntityManager,
    identities: readonly { tenantId: string; identityId: string }[],
  ): Promise<ToldTraits[]> {
    const rows: { tenantId: string; identityId: string; sealed: string }[] = await manager.query(
      `select tenant_id as "tenantId", id as "identityId", sealed_traits as sealed
       from unnest($1::uuid[], $2::uuid[]) as k (tenant_id, id) join identities using (tenant_id, id)
       where sealed_traits is not null`,
      [identities.map(({ tenantId }) => tenantId), identities.map(({ identityId }) => identityId)],
    );
    return rows.map(({ sealed, ...key }) => ({ ...key, ...this.openTraits(key.tenantId, sealed) }));
  }

  /** The caller keeps the identities, so that no other writer's word is lost. */
  async saveTold(manager: EntityManager, told: readonly ToldTraits[]): Promise<void> {
    await manager.query(
      `update identities i set sealed_traits = n.sealed
       from unnest($1::uuid[], $2::uuid[], $3::text[]) as n (tenant_id, id, sealed)
       where i.tenant_id = n.tenant_id and i.id = n.id`,
      [
        told.map(({ tenantId }) => tenantId),
        told.map(({ identityId }) => identityId),
        told.map(({ tenantId, traits, traitsAt }) =>
          this.ring.seal(identityTraits, tenantId, storableJson({ traits, traitsAt })),
        ),
      ],
    );
  }

  /** What was told of these profiles, identity by identity. */
  async toldOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<(DatedTraits & { profileId: string })[]> {
    const rows: { profileId: string; sealed: string }[] = await manager.query(
      `select profile_id as "profileId", sealed_traits as sealed from identities
       where tenant_id = $1 and profile_id = any($2) and sealed_traits is not null`,
      [tenantId, profileIds],
    );
    return rows.map(({ profileId, sealed }) => ({ profileId, ...this.openTraits(tenantId, sealed) }));
  }

  /** A profile's own row, or null. */
  async profile(manager: EntityManager, tenantId: string, id: string): Promise<StoredProfile | null> {
    const rows: StoredProfile[] = await manager.query(
      `select tenant_id as "tenantId", id, merged_into as "mergedInto", created_at as "createdAt"
       from profiles where tenant_id = $1 and id = $2`,
      [tenantId, id],
    );
    return rows[0] ?? null;
  }

  /** An identity and the profile it leads to, or null. */
  async lookUp(
    manager: EntityManager,
    key: IdentityKey,
  ): Promise<{ identityId: string; profileId: string } | null> {
    const rows: { identityId: string; profileId: string }[] = await manager.query(
      'select id as "identityId", profile_id as "profileId" from identities where tenant_id = $1 and kind = $2 and hash = $3',
      [key.tenantId, key.kind, this.hash(key)],
    );
    return rows[0] ?? null;
  }

  /** Every identity that leads to these profiles now. */
  identitiesOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<VersionedIdentity[]> {
    return manager.query(
      `select id, profile_id as "profileId", kind, hash, version, created_at as since from identities
       where tenant_id = $1 and profile_id = any($2) order by kind <> 'userId', kind, created_at, id`,
      [tenantId, profileIds],
    );
  }

  /** The ids that lead to a profile now, in the clear, user ids first. */
  async idsOf(manager: EntityManager, tenantId: string, profileId: string): Promise<PersonalId[]> {
    const rows: { kind: IdentityKind; sealed: string }[] = await manager.query(
      `select kind, sealed_value as sealed from identities
       where tenant_id = $1 and profile_id = $2 order by kind <> 'userId', kind, created_at, id`,
      [tenantId, profileId],
    );
    return rows.map(({ kind, sealed }) => ({ kind, value: this.ring.open(identityValue, tenantId, sealed) }));
  }

  /** Those ids of these profiles that are of some kinds, in the clear, the latest first. */
  async idsOfKinds(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    kinds: readonly IdentityKind[],
  ): Promise<(PersonalId & { profileId: string })[]> {
    const rows: { profileId: string; kind: IdentityKind; sealed: string }[] = await manager.query(
      `select profile_id as "profileId", kind, sealed_value as sealed from identities
       where tenant_id = $1 and profile_id = any($2) and kind = any($3) order by created_at desc, id`,
      [tenantId, profileIds, kinds],
    );
    return rows.map(({ sealed, ...id }) => ({
      ...id,
      value: this.ring.open(identityValue, tenantId, sealed),
    }));
  }

  /** Every identity of these profiles: addresses in the clear, other ids without their value, and what was told under each. */
  async addressed(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<(AddressedIdentity & { profileId: string })[]> {
    const rows: { id: string; profileId: string; kind: IdentityKind; sealed: string | null; told: string | null }[] = // prettier-ignore
      await manager.query(
        `select id, profile_id as "profileId", kind, sealed_traits as told,
           case when kind = any($3) then sealed_value end as sealed
         from identities where tenant_id = $1 and profile_id = any($2) order by created_at, id`,
        [tenantId, profileIds, [...addressKinds, ...givenKinds]],
      );
    return rows.map(({ sealed, told, ...identity }) => ({
      ...identity,
      value: sealed === null ? null : this.ring.open(identityValue, tenantId, sealed),
      told: told === null ? null : this.openTraits(tenantId, told),
    }));
  }

  /** Where identities lead now. */
  ownersOf(
    manager: EntityManager,
    identities: readonly { tenantId: string; identityId: string }[],
  ): Promise<{ identityId: string; profileId: string }[]> {
    return manager.query(
      `select i.id as "identityId", i.profile_id as "profileId"
       from unnest($1::uuid[], $2::uuid[]) as k (tenant_id, id) join identities i using (tenant_id, id)`,
      [identities.map(({ tenantId }) => tenantId), identities.map(({ identityId }) => identityId)],
    );
  }

  /** Every identity of the persons that these identities lead to now. */
  fellowsOf(
    manager: EntityManager,
    identities: readonly { tenantId: string; identityId: string }[],
  ): Promise<{ identityId: string; profileId: string }[]> {
    return manager.query(
      `select i.id as "identityId", i.profile_id as "profileId"
       from (select distinct own.tenant_id, own.profile_id
             from unnest($1::uuid[], $2::uuid[]) as k (tenant_id, id) join identities own using (tenant_id, id)) person
       join identities i using (tenant_id, profile_id)`,
      [identities.map(({ tenantId }) => tenantId), identities.map(({ identityId }) => identityId)],
    );
  }

  /** A page of a shard's living profiles in the order of (tenant, id). */
  page(
    manager: EntityManager,
    shard: number,
    after: { tenantId: string; profileId: string } | null,
    limit: number,
  ): Promise<{ tenantId: string; profileId: string }[]> {
    return manager.query(
      `select tenant_id as "tenantId", id as "profileId" from profiles
       where shard = $1 and ($2::uuid is null or (tenant_id, id) > ($2::uuid, $3::uuid)) and merged_into is null
       order by tenant_id, id limit $4`,
      [shard, after?.tenantId ?? null, after?.profileId ?? null, limit],
    );
  }

  private openTraits(tenantId: string, sealed: string): DatedTraits {
    return readToldTraits(this.ring.open(identityTraits, tenantId, sealed));
  }

  private columnsOf(keys: readonly IdentityKey[]): unknown[][] {
    return [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ kind }) => kind),
      keys.map((key) => this.hash(key)),
    ];
  }
}
