import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IdentityKind } from '../../models/profile/identity.entity.js';
import { storableJson } from '../platform/storable.js';
import type { DatedTraits } from './merge-traits.js';
import type { IdentityKey, KnownIdentity, ProfilePair } from './plan-identities.js';

/** A profile's own row. */
export interface StoredProfile extends DatedTraits {
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

/** Profiles to create, with the shard each belongs to. */
export interface NewIdentity extends KnownIdentity {
  readonly isNewProfile: boolean;
  readonly shard: number;
}

const identityColumns = 'i.tenant_id as "tenantId", i.id, i.kind, i.value, i.profile_id as "profileId"';
const profileColumns =
  'tenant_id as "tenantId", id, traits, traits_at as "traitsAt", merged_into as "mergedInto", created_at as "createdAt"';

/** SQL of `profiles`, `identities` and `profile_merges`. Locks are taken in the order of keys, so writers do not deadlock. */
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

  /** Which of these profiles are a known user's. */
  async usedBy(manager: EntityManager, identities: readonly KnownIdentity[]): Promise<string[]> {
    const rows: { profileId: string }[] = await manager.query(
      `select i.profile_id as "profileId"
       from unnest($1::uuid[], $2::uuid[]) as p (tenant_id, profile_id)
       join identities i using (tenant_id, profile_id)
       where i.kind = 'userId'`,
      [identities.map(({ tenantId }) => tenantId), identities.map(({ profileId }) => profileId)],
    );
    return rows.map(({ profileId }) => profileId);
  }

  /** Creates identities, with their profiles where these are new. Returns how many another writer had not made before. */
  async create(manager: EntityManager, identities: readonly NewIdentity[], now: Date): Promise<number> {
    const rows: { made: string }[] = await manager.query(
      `with wanted as (
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::smallint[], $7::boolean[])
           as w (tenant_id, kind, value, id, profile_id, shard, is_new_profile)
       ), made as (
         insert into identities (tenant_id, id, kind, value, profile_id, version, created_at)
         select tenant_id, id, kind, value, profile_id, 1, $8 from wanted order by tenant_id, kind, value
         on conflict (tenant_id, kind, value) do nothing
         returning id
       ), profiled as (
         insert into profiles (tenant_id, id, shard, traits, traits_at, created_at)
         select distinct tenant_id, profile_id, shard, '{}'::jsonb, '{}'::jsonb, $8::timestamptz
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

  /** Leads every identity of the emptied profiles to the others, and writes each merge down. */
  async merge(manager: EntityManager, merges: readonly ProfilePair[], now: Date): Promise<void> {
    await manager.query(
      `with pair as (
         select * from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as p (tenant_id, from_id, into_id)
       ), moved as (
         update identities i set profile_id = pair.into_id, version = i.version + 1
         from pair where i.tenant_id = pair.tenant_id and i.profile_id = pair.from_id
         returning pair.tenant_id, pair.from_id, pair.into_id, i.id
       ), emptied as (
         update profiles p set merged_into = pair.into_id
         from pair where p.tenant_id = pair.tenant_id and p.id = pair.from_id
       )
       insert into profile_merges (tenant_id, from_profile_id, into_profile_id, identity_ids, merged_at)
       select pair.tenant_id, pair.from_id, pair.into_id, array_remove(array_agg(moved.id), null), $4::timestamptz
       from pair left join moved on moved.tenant_id = pair.tenant_id and moved.from_id = pair.from_id
       group by pair.tenant_id, pair.from_id, pair.into_id`,
      [
        merges.map(({ tenantId }) => tenantId),
        merges.map(({ fromProfileId }) => fromProfileId),
        merges.map(({ intoProfileId }) => intoProfileId),
        now,
      ],
    );
  }

  /** Profiles by id, locked against other writers of their traits. */
  lockProfiles(
    manager: EntityManager,
    ids: readonly { tenantId: string; id: string }[],
  ): Promise<StoredProfile[]> {
    return manager.query(
      `select ${profileColumns} from profiles
       where (tenant_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))
       order by tenant_id, id for no key update`,
      [ids.map(({ tenantId }) => tenantId), ids.map(({ id }) => id)],
    );
  }

  async saveTraits(
    manager: EntityManager,
    profiles: readonly (DatedTraits & { tenantId: string; id: string })[],
  ): Promise<void> {
    await manager.query(
      `update profiles p set traits = n.traits, traits_at = n.traits_at
       from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::jsonb[]) as n (tenant_id, id, traits, traits_at)
       where p.tenant_id = n.tenant_id and p.id = n.id`,
      [
        profiles.map(({ tenantId }) => tenantId),
        profiles.map(({ id }) => id),
        profiles.map(({ traits }) => storableJson(traits)),
        profiles.map(({ traitsAt }) => storableJson(traitsAt)),
      ],
    );
  }

  profiles(manager: EntityManager, tenantId: string, ids: readonly string[]): Promise<StoredProfile[]> {
    return manager.query(`select ${profileColumns} from profiles where tenant_id = $1 and id = any($2)`, [
      tenantId,
      ids,
    ]);
  }

  /** The profile an identity leads to, or null. */
  async profileIdOf(manager: EntityManager, key: IdentityKey): Promise<string | null> {
    const rows: { profileId: string }[] = await manager.query(
      'select profile_id as "profileId" from identities where tenant_id = $1 and kind = $2 and value = $3',
      [key.tenantId, key.kind, key.value],
    );
    return rows[0]?.profileId ?? null;
  }

  /** Every identity that leads to these profiles now. */
  identitiesOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<(VersionedIdentity & { id: string })[]> {
    return manager.query(
      `select id, profile_id as "profileId", kind, value, version from identities
       where tenant_id = $1 and profile_id = any($2) order by kind desc, created_at, id`,
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
