import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isThing, sentKinds, type IdentityKind } from '../../models/profile/identity.entity.js';
import { groupBy } from '../platform/group-by.js';
import { KnownIdsRepository, type HashedId, type KnownId } from './known-ids.repository.js';
import { normalId } from './verified-ids.js';

export type { HashedId, KnownId } from './known-ids.repository.js';

/** Ids that stay a person's, the surest first: a car goes from one owner to the next. */
const lastingKinds: readonly IdentityKind[] = [
  ...sentKinds.filter((kind) => !isThing(kind)),
  ...sentKinds.filter((kind) => isThing(kind) && kind !== 'ownedVin'),
];

/** Ids as they are kept, for those who keep some of their own: how one is found, whom it means now, and which a person has. */
@Injectable()
export class KnownIdsService {
  constructor(private readonly repository: KnownIdsRepository) {}

  /** An id in its one way of writing, and the hash it is found by; null where it is none of its kind. */
  keyOf(tenantId: string, kind: IdentityKind, written: string): KnownId | null {
    const value = normalId(kind, written);
    return value === null ? null : { kind, value, hash: this.repository.hash(tenantId, kind, value) };
  }

  /** Whom ids lead to now: `hashText` of each → profile. Absent is whom nobody is known by. */
  async leaders(
    manager: EntityManager,
    tenantId: string,
    ids: readonly HashedId[],
  ): Promise<Map<string, string>> {
    return this.found(manager, tenantId, ids, 'passing');
  }

  /** The same; nobody found is erased until the transaction ends. */
  async leadersKept(
    manager: EntityManager,
    tenantId: string,
    ids: readonly HashedId[],
  ): Promise<Map<string, string>> {
    return this.found(manager, tenantId, ids, 'kept');
  }

  /** When whoever was known by ids of these hashes, of whatever kind, was erased: `hashText` → milliseconds since the epoch. */
  async erasedAt(
    manager: EntityManager,
    tenantId: string,
    hashes: readonly Buffer[],
  ): Promise<Map<string, number>> {
    const rows = hashes.length === 0 ? [] : await this.repository.erased(manager, tenantId, hashes);
    return new Map(rows.map(({ hash, erasedAt }) => [hashText(hash), erasedAt.getTime()]));
  }

  /** The lasting ids of these profiles, the surest first, by the profile that was asked for. Merged ones are whom they became. */
  async lastingIdsOf(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly KnownId[]>> {
    if (profileIds.length === 0) return new Map();
    const ids = await this.repository.idsOf(manager, tenantId, profileIds, lastingKinds);
    return groupBy(
      ids.filter(({ kind }) => lastingKinds.includes(kind)),
      ({ profileId }) => profileId,
    );
  }

  private async found(
    manager: EntityManager,
    tenantId: string,
    ids: readonly HashedId[],
    mode: 'kept' | 'passing',
  ): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.repository.leaders(manager, tenantId, ids, mode);
    return new Map(rows.map(({ hash, profileId }) => [hashText(hash), profileId]));
  }
}

/** A hash as the key of a map: what `ProfilesService` calls an alias. */
export function hashText(hash: Buffer): string {
  return hash.toString('base64url');
}
