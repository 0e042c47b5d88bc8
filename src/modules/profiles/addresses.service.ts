import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../platform/group-by.js';
import { addressesIn, givenIdsIn, type Address, type GivenId } from './addresses-in.js';
import { PersonsRepository } from './persons.repository.js';
import { ProfilesRepository } from './profiles.repository.js';
import { toldOf, type ToldOfPerson } from './told-of.js';

export type { Address, AddressKind, GivenId } from './addresses-in.js';
export type { ToldOfPerson } from './told-of.js';

/** A person, by their identities, where they can be reached, and what else they are known by. */
export interface ReachedPerson {
  readonly profileId: string;
  readonly identityIds: readonly string[];
  readonly addresses: readonly Address[];
  /** Ids that the tenant gave them. */
  readonly ids: readonly GivenId[];
  readonly told: ToldOfPerson;
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
      const identityIds = own.map(({ id }) => id);
      return [{ profileId, identityIds, addresses: addressesIn(own), ids: givenIdsIn(own), told: toldOf(own) }]; // prettier-ignore
    });
  }

  /** Keeps those whom these identities are from being erased until the transaction ends; false when one was. */
  hold(manager: EntityManager, tenantId: string, identityIds: readonly string[]): Promise<boolean> {
    return this.persons.holdIdentities(manager, tenantId, identityIds);
  }
}
