import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { KnownIdsService } from '../../profiles/known-ids.service.js';
import { ProfilesService, type ProfileAlias } from '../../profiles/profiles.service.js';
import type { CountedExposure } from './recount.js';

/** Whose exposures are, as far as anybody is known by their ids. */
export interface Whose {
  /** `unit` → profile. */
  readonly profiles: ReadonlyMap<string, string>;
  /** Every id of each of those profiles. */
  readonly ids: ReadonlyMap<string, readonly ProfileAlias[]>;
  /** Units of people who were erased since they were exposed. */
  readonly erased: ReadonlySet<string>;
}

/** Finds the people behind exposures. */
@Injectable()
export class ExposedPeople {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly knownIds: KnownIdsService,
  ) {}

  async of(manager: EntityManager, tenantId: string, exposures: readonly CountedExposure[]): Promise<Whose> {
    const hashes = exposures.map(({ unit }) => Buffer.from(unit, 'base64url'));
    const byUnit = await this.knownIds.leaders(manager, tenantId, hashes.flatMap((hash) => [{ kind: 'anonymousId' as const, hash }, { kind: 'userId' as const, hash }])); // prettier-ignore
    const kept = exposures.flatMap(({ identityId }) => (identityId === null ? [] : { tenantId, identityId }));
    const byIdentity = await this.profiles.ownersOf(manager, kept);
    const erasedAt = await this.knownIds.erasedAt(manager, tenantId, hashes);
    const profiles = new Map<string, string>();
    const erased = new Set<string>();
    for (const { unit, identityId, exposedAt } of exposures) {
      const profileId = (identityId === null ? undefined : byIdentity.get(identityId)) ?? byUnit.get(unit);
      if (profileId !== undefined) profiles.set(unit, profileId);
      else if (identityId !== null || (erasedAt.get(unit) ?? -Infinity) >= exposedAt) erased.add(unit);
    }
    const ids = await this.profiles.aliasesOf(manager, tenantId, [...new Set(profiles.values())]);
    return { profiles, ids: groupBy(ids, ({ profileId }) => profileId), erased };
  }

  /** The ids of whoever did something: all of each profile. */
  idsOf(manager: EntityManager, tenantId: string, profileIds: readonly string[]): Promise<ProfileAlias[]> {
    return this.profiles.aliasesOf(manager, tenantId, profileIds);
  }
}
