import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IdentityKind } from '../../models/profile/identity.entity.js';
import { identityText, sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';

/** An id by its keyed hash. */
export interface HashedId {
  readonly kind: IdentityKind;
  readonly hash: Buffer;
}

/** An id in the clear, too. */
export interface KnownId extends HashedId {
  readonly value: string;
}

/** SQL that looks identities up by many ids, or by many profiles, at once. */
@Injectable()
export class KnownIdsRepository {
  constructor(private readonly ring: KeyRing) {}

  hash(tenantId: string, kind: IdentityKind, value: string): Buffer {
    return this.ring.hash(identityText({ tenantId, kind, value }));
  }

  /** Where these ids lead now; those nobody is known by are absent. Kept ones are not erased until the transaction ends. */
  leaders(
    manager: EntityManager,
    tenantId: string,
    ids: readonly HashedId[],
    mode: 'kept' | 'passing',
  ): Promise<{ hash: Buffer; profileId: string }[]> {
    // In the order in which erasing and writers of events lock them.
    const lock = mode === 'kept' ? 'order by i.tenant_id, i.kind, i.hash for key share of i' : '';
    return manager.query(
      `select i.hash, i.profile_id as "profileId" from unnest($2::text[], $3::bytea[]) as k (kind, hash)
       join identities i on i.tenant_id = $1 and i.kind = k.kind and i.hash = k.hash ${lock}`,
      [tenantId, ids.map(({ kind }) => kind), ids.map(({ hash }) => hash)],
    );
  }

  /** Those of these ids whose people were erased, and when. */
  erased(
    manager: EntityManager,
    tenantId: string,
    hashes: readonly Buffer[],
  ): Promise<{ hash: Buffer; erasedAt: Date }[]> {
    return manager.query(
      'select hash, erased_at as "erasedAt" from erased_identities where tenant_id = $1 and hash = any($2::bytea[])',
      [tenantId, hashes],
    );
  }

  /** Every id that leads where these profiles are now, those of kinds named first before others. */
  async idsOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    kinds: readonly IdentityKind[],
  ): Promise<(KnownId & { profileId: string })[]> {
    const rows: (HashedId & { profileId: string; sealed: string })[] = await manager.query(
      `with recursive way (given, id) as (
         select distinct p, p from unnest($2::uuid[]) as p
         union
         select w.given, p.merged_into from way w join profiles p on p.tenant_id = $1 and p.id = w.id
         where p.merged_into is not null
       )
       select w.given as "profileId", i.kind, i.hash, i.sealed_value as sealed
       from way w join identities i on i.tenant_id = $1 and i.profile_id = w.id
       order by array_position($3::text[], i.kind), i.created_at, i.id`,
      [tenantId, profileIds, kinds],
    );
    return rows.map(({ sealed, ...id }) => ({
      ...id,
      value: this.ring.open(sealedColumns.identityValue, tenantId, sealed),
    }));
  }
}
