import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../platform/group-by.js';
import { addressesIn, type Address } from './addresses-in.js';
import { PersonsRepository } from './persons.repository.js';
import { ProfilesRepository } from './profiles.repository.js';

export type { Address, AddressKind } from './addresses-in.js';

/** A person, by their identities, and where they can be reached. */
export interface ReachedPerson {
  readonly profileId: string;
  readonly identityIds: readonly string[];
  readonly addresses: readonly Address[];
}

/** Where people can be reached: for those who may hand it on, and have asked consent whether they may. */
@Injectable()
export class AddressesService {
  constructor(
    private readonly repository: ProfilesRepository,
    private readonly persons: PersonsRepository,
  ) {}

  /** One person for each profile somebody leads to, in the order asked; one that was emptied into another is nobody. */
  async of(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<ReachedPerson[]> {
    const identities = await this.repository.addressed(manager, tenantId, profileIds);
    const people = groupBy(identities, ({ profileId }) => profileId);
    return profileIds.flatMap((profileId) => {
      const own = people.get(profileId);
      if (!own) return [];
      return [{ profileId, identityIds: own.map(({ id }) => id), addresses: addressesIn(own) }];
    });
  }

  /** Keeps those whom these identities are from being erased until the transaction ends; false when one was. */
  hold(manager: EntityManager, tenantId: string, identityIds: readonly string[]): Promise<boolean> {
    return this.persons.holdIdentities(manager, tenantId, identityIds);
  }
}
