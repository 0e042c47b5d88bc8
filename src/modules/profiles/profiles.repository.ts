import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IdentityKind } from '../../models/profile/identity.entity.js';
import { storableJson } from '../platform/storable.js';
import type { DatedTraits } from './merge-traits.js';
import type { IdentityKey, KnownIdentity } from './plan-identities.js';

/** A profile's own row. */
export interface StoredProfile {
  readonly tenantId: string;
  readonly id: string;
  readonly mergedInto: string | null;
  readonly createdAt: Date;
}

/** An identity with what a reader needs to tell old from new. */
export interface VersionedIdentity {
  readonly profileId: string;
  readonly kind: IdentityKind;
  readonly value: string;
  readonly version: number;
}

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

const identityColumns = 'i.tenant_id as "tenantId", i.id, i.kind, i.value, i.profile_id as "profileId"';

/** SQL of `profiles` and `identities`. Locks are taken in the order of keys, so writers do not deadlock. */
@Injectable()
export class ProfilesRepository {
  /** Identities as they lead now; those `kept` lead there until the transaction ends. */
  identities(
    manager: EntityManager,
    keys: readonly IdentityKey[],
    mode: 'kept' | 'passing',
  ): Promise<KnownIdentity[]> {
    return manager.query(
      `select ${identityColumns}
       from unnest($1::uuid[], $2::text[], $3::text[]) as k (tenant_id, kind, value)
       join identities i using (tenant_id, kind, value)
       ${mode === 'kept' ? 'order by i.tenant_id, i.kind, i.value for no key update of i' : ''}`,
      columnsOf(keys),
    );
  }

  /** Creates identities, with their profiles where these are new. Returns how many another writer had not made before. */
  async create(manager: EntityManager, identities: readonly NewIdentity[], now: Date): Promise<number> {
    const rows: { made: string }[] = await manager.query(
      `with wanted as (
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::smallint[], $7::boolean[])
           as w (tenant_id, kind, value, id, profile_id, shard, is_new_profile)
       ), made as (
         insert into identities (tenant_id, id, kind, value, profile_id, version, created_at, traits, traits_at)
         select tenant_id, id, kind, value, profile_id, 1, $8, '{}', '{}' from wanted order by tenant_id, kind, value
         on conflict (tenant_id, kind, value) do nothing
         returning id
       ), profiled as (
         insert into profiles (tenant_id, id, shard, created_at)
         select distinct tenant_id, profile_id, shard, $8::timestamptz
         from wanted join made using (id) where is_new_profile
       )
       select count(*) as made from made`,
      [
        ...columnsOf(identities),
        identities.map(({ id }) => id),
        identities.map(({ profileId }) => profileId),
        identities.map(({ shard }) => shard),
        identities.map(({ isNewProfile }) => isNewProfile),
        now,
      ],
    );
    return Number(rows[0]?.made ?? 0);
  }

  /** What was told under these identities; those nothing was told under are absent. */
  toldUnder(
    manager: EntityManager,
    identities: readonly { tenantId: string; identityId: string }[],
  ): Promise<ToldTraits[]> {
    return manager.query(
      `select tenant_id as "tenantId", id as "identityId", traits, traits_at as "traitsAt"
       from unnest($1::uuid[], $2::uuid[]) as k (tenant_id, id) join identities using (tenant_id, id)
       where traits <> '{}'`,
      [identities.map(({ tenantId }) => tenantId), identities.map(({ identityId }) => identityId)],
    );
  }

  /** The caller keeps the identities, so that no other writer's word is lost. */
  async saveTold(manager: EntityManager, told: readonly ToldTraits[]): Promise<void> {
    await manager.query(
      `update identities i set traits = n.traits, traits_at = n.traits_at
       from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::jsonb[]) as n (tenant_id, id, traits, traits_at)
       where i.tenant_id = n.tenant_id and i.id = n.id`,
      [
        told.map(({ tenantId }) => tenantId),
        told.map(({ identityId }) => identityId),
        told.map(({ traits }) => storableJson(traits)),
        told.map(({ traitsAt }) => storableJson(traitsAt)),
      ],
    );
  }

  /** What was told of these profiles, identity by identity. */
  toldOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<(DatedTraits & { profileId: string })[]> {
    return manager.query(
      `select profile_id as "profileId", traits, traits_at as "traitsAt" from identities
       where tenant_id = $1 and profile_id = any($2) and traits <> '{}'`,
      [tenantId, profileIds],
    );
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

  /** The profile an identity leads to, or null. */
  async profileIdOf(manager: EntityManager, key: IdentityKey): Promise<string | null> {
    const rows: { profileId: string }[] = await manager.query(
      'select profile_id as "profileId" from identities where tenant_id = $1 and kind = $2 and value = $3',
      [key.tenantId, key.kind, key.value],
    );
    return rows[0]?.profileId ?? null;
  }

  /** Every identity that leads to these profiles now, user ids first. */
  identitiesOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<(VersionedIdentity & { id: string })[]> {
    return manager.query(
      `select id, profile_id as "profileId", kind, value, version from identities
       where tenant_id = $1 and profile_id = any($2) order by kind <> 'userId', kind, created_at, id`,
      [tenantId, profileIds],
    );
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
}

function columnsOf(keys: readonly IdentityKey[]): string[][] {
  return [keys.map(({ tenantId }) => tenantId), keys.map(({ kind }) => kind), keys.map(({ value }) => value)];
}
