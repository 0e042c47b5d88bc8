import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { thingKinds } from '../../models/profile/identity.entity.js';
import type { ProfileMerge, ProfileMergeEntity } from '../../models/profile/profile-merge.entity.js';
import { sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import type { ProfileFacts, ProfilePair } from './plan-identities.js';

/** Why two profiles became one: an event's word, or a request. */
export type MergeCause = Pick<ProfileMerge, 'cause' | 'keyId' | 'messageId' | 'reason'>;

/** A merge to be written down. */
export interface NewMerge extends ProfilePair, MergeCause {
  readonly id: string;
}

/** A profile, and whose it is. */
export interface ProfileKey {
  readonly tenantId: string;
  readonly profileId: string;
}

const columns = `tenant_id as "tenantId", id, from_profile_id as "fromProfileId", into_profile_id as "intoProfileId",
  identity_ids as "identityIds", cause, key_id as "keyId", message_id as "messageId", sealed_reason as "sealedReason", merged_at as "mergedAt",
  undone_at as "undoneAt", undone_by as "undoneBy"`;

/** SQL of joining profiles and parting them: `profile_merges`, and where identities lead. */
@Injectable()
export class MergesRepository {
  constructor(private readonly ring: KeyRing) {}

  /** Keeps profiles from being joined, emptied or parted by others until the transaction ends; those that exist. */
  async hold(
    manager: EntityManager,
    profiles: readonly ProfileKey[],
  ): Promise<(ProfileKey & { mergedInto: string | null })[]> {
    return manager.query(
      `select tenant_id as "tenantId", id as "profileId", merged_into as "mergedInto" from profiles
       where (tenant_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))
       order by tenant_id, id for no key update`,
      keyColumns(profiles),
    );
  }

  /** Which profiles stand for these now; absent is one that there is none of. */
  living(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<{ given: string; profileId: string }[]> {
    return manager.query(
      `with recursive way (given, id) as (
         select distinct p, p from unnest($2::uuid[]) as p
         union
         select w.given, p.merged_into from way w join profiles p on p.tenant_id = $1 and p.id = w.id
         where p.merged_into is not null
       )
       select w.given, p.id as "profileId" from way w join profiles p on p.tenant_id = $1 and p.id = w.id
       where p.merged_into is null`,
      [tenantId, profileIds],
    );
  }

  /** What must be known of profiles before any of them are joined. The caller holds them. */
  async facts(manager: EntityManager, profiles: readonly ProfileKey[]): Promise<ProfileFacts> {
    if (profiles.length === 0) return { users: new Set(), persons: new Set(), severed: [] };
    const owned: { profileId: string; isUser: boolean }[] = await manager.query(
      `select i.profile_id as "profileId", bool_or(i.kind = 'userId') as "isUser"
       from unnest($1::uuid[], $2::uuid[]) as p (tenant_id, profile_id)
       join identities i using (tenant_id, profile_id)
       where i.kind <> all($3::text[])
       group by 1`,
      [...keyColumns(profiles), thingKinds],
    );
    return {
      users: new Set(owned.flatMap(({ profileId, isUser }) => (isUser ? profileId : []))),
      persons: new Set(owned.map(({ profileId }) => profileId)),
      severed: profiles.length < 2 ? [] : await this.severed(manager, profiles),
    };
  }

  /** Leads every identity of the emptied profiles to the others, and writes each merge down. */
  async merge(manager: EntityManager, merges: readonly NewMerge[], now: Date): Promise<void> {
    await manager.query(
      `with pair as (
         select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[])
           as p (tenant_id, from_id, into_id, id, cause, key_id, message_id, reason)
       ), moved as (
         update identities i set profile_id = pair.into_id, version = i.version + 1
         from pair where i.tenant_id = pair.tenant_id and i.profile_id = pair.from_id
         returning pair.id as merge_id, i.id
       ), emptied as (
         update profiles p set merged_into = pair.into_id
         from pair where p.tenant_id = pair.tenant_id and p.id = pair.from_id
       )
       insert into profile_merges (tenant_id, id, from_profile_id, into_profile_id, cause, key_id, message_id,
         sealed_reason, identity_ids, merged_at)
       select p.tenant_id, p.id, p.from_id, p.into_id, p.cause, p.key_id, p.message_id, p.reason,
         array(select m.id from moved m where m.merge_id = p.id), $9::timestamptz
       from pair p`,
      [
        merges.map(({ tenantId }) => tenantId),
        merges.map(({ fromProfileId }) => fromProfileId),
        merges.map(({ intoProfileId }) => intoProfileId),
        merges.map(({ id }) => id),
        merges.map(({ cause }) => cause),
        merges.map(({ keyId }) => keyId),
        merges.map(({ messageId }) => messageId),
        merges.map(({ tenantId, reason }) => reason && this.ring.seal(sealedColumns.mergeReason, tenantId, reason)), // prettier-ignore
        now,
      ],
    );
  }

  /** Leads what a merge moved back to where it came from. The caller holds both profiles. */
  async undo(
    manager: EntityManager,
    { tenantId, id }: Pick<ProfileMerge, 'tenantId' | 'id'>,
    keyId: string,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `with undone as (
         update profile_merges set undone_at = $4, undone_by = $3 where tenant_id = $1 and id = $2
         returning from_profile_id, identity_ids
       ), returned as (
         update identities i set profile_id = u.from_profile_id, version = i.version + 1
         from undone u where i.tenant_id = $1 and i.id = any(u.identity_ids)
       )
       update profiles p set merged_into = null from undone u where p.tenant_id = $1 and p.id = u.from_profile_id`,
      [tenantId, id, keyId, now],
    );
  }

  async find(manager: EntityManager, tenantId: string, id: string): Promise<ProfileMerge | null> {
    const rows: ProfileMergeEntity[] = await manager.query(
      `select ${columns} from profile_merges where tenant_id = $1 and id = $2`,
      [tenantId, id],
    );
    return rows[0] ? this.opened(rows[0]) : null;
  }

  /** The merge by which a profile is empty now. */
  async livingOf(
    manager: EntityManager,
    tenantId: string,
    fromProfileId: string,
  ): Promise<ProfileMerge | null> {
    const rows: ProfileMergeEntity[] = await manager.query(
      `select ${columns} from profile_merges where tenant_id = $1 and from_profile_id = $2 and undone_at is null`,
      [tenantId, fromProfileId],
    );
    return rows[0] ? this.opened(rows[0]) : null;
  }

  /** Merges, newest first, of one profile or of all. `before` is the (mergedAt ISO, id) of the merge before the page. */
  async list(
    manager: EntityManager,
    tenantId: string,
    profileId: string | null,
    before: readonly [string, string] | null,
    limit: number,
  ): Promise<ProfileMerge[]> {
    const rows: ProfileMergeEntity[] = await manager.query(
      `select ${columns} from profile_merges
       where tenant_id = $1 and ($2::uuid is null or $2 in (from_profile_id, into_profile_id))
         and ($3::timestamptz is null or (merged_at, id) < ($3::timestamptz, $4::uuid))
       order by merged_at desc, id desc limit $5`,
      [tenantId, profileId, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
    return rows.map((row) => this.opened(row));
  }

  private opened({ sealedReason, ...merge }: ProfileMergeEntity): ProfileMerge {
    const { tenantId } = merge;
    return { ...merge, reason: sealedReason && this.ring.open(sealedColumns.mergeReason, tenantId, sealedReason) }; // prettier-ignore
  }

  /** Pairs of these profiles that were parted by hand, they themselves or any that were emptied into them since. */
  private async severed(
    manager: EntityManager,
    profiles: readonly ProfileKey[],
  ): Promise<(readonly [string, string])[]> {
    const rows: { one: string; other: string }[] = await manager.query(
      `with recursive within (tenant_id, root, id) as (
         select tenant_id, id, id from unnest($1::uuid[], $2::uuid[]) as p (tenant_id, id)
         union
         select w.tenant_id, w.root, m.from_profile_id
         from within w join profile_merges m on m.tenant_id = w.tenant_id and m.into_profile_id = w.id and m.undone_at is null
       )
       select distinct one.root as one, other.root as other
       from within one
       join profile_merges m on m.tenant_id = one.tenant_id and m.from_profile_id = one.id and m.undone_at is not null
       join within other on other.tenant_id = m.tenant_id and other.id = m.into_profile_id
       where one.root <> other.root`,
      keyColumns(profiles),
    );
    return rows.map(({ one, other }) => [one, other]);
  }
}

function keyColumns(profiles: readonly ProfileKey[]): string[][] {
  return [profiles.map(({ tenantId }) => tenantId), profiles.map(({ profileId }) => profileId)];
}
