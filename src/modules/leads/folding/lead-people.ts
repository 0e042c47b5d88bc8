import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { LeadsRepository } from '../leads.repository.js';

/** Somebody, as a profile. */
export interface ProfileKey {
  readonly tenantId: string;
  readonly profileId: string;
}

/** Whose a lead is, while nobody else makes, folds or opens leads of theirs. */
@Injectable()
export class LeadPeople {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly leads: LeadsRepository,
  ) {}

  /**
   * The person behind a lead, kept from others who work on their leads until the transaction ends; null when they were erased.
   * Where somebody becomes another's while we wait, we wait for that one too: whoever settles a merge waits for us at either.
   */
  async hold(
    manager: EntityManager,
    { tenantId, identityId, profileId }: Pick<LeadRecord, 'tenantId' | 'identityId' | 'profileId'>,
  ): Promise<Person | null> {
    const held = new Set<string>();
    for (;;) {
      const owner = identityId === null ? profileId : await this.ownerOf(manager, tenantId, identityId);
      if (owner === null) return null;
      if (held.has(owner)) return this.whole(manager, tenantId, owner);
      await this.leads.holdPerson(manager, tenantId, owner);
      held.add(owner);
    }
  }

  /**
   * Waits for everybody that a transaction works on, before it writes anything, in one order of people: two of them never wait for
   * each other in a circle. Only where somebody becomes another's meanwhile may they; whoever writes does so again then.
   */
  async holdAll(
    manager: EntityManager,
    leads: readonly Pick<LeadRecord, 'tenantId' | 'identityId' | 'profileId'>[],
    others: readonly ProfileKey[],
  ): Promise<void> {
    const owners = await this.ownersOf(manager, leads);
    const people = leads.map(({ tenantId, identityId, profileId }) => ({ tenantId, profileId: owners.get(identityId ?? '') ?? profileId }));
    const keys = new Map([...people, ...others].map((key) => [`${key.tenantId} ${key.profileId}`, key]));
    for (const [, { tenantId, profileId }] of [...keys].toSorted(([a], [b]) => (a < b ? -1 : 1))) await this.leads.holdPerson(manager, tenantId, profileId);
  } // prettier-ignore

  /** The profiles that identities lead to now, by their ids; without waiting for others who work on their leads. */
  ownersOf(manager: EntityManager, records: readonly Pick<LeadRecord, 'tenantId' | 'identityId'>[]): Promise<Map<string, string>> {
    const known = records.flatMap(({ tenantId, identityId }) => (identityId === null ? [] : { tenantId, identityId }));
    return this.profiles.ownersOf(manager, known);
  } // prettier-ignore

  /** Whoever a profile is, without waiting for others who work on their leads. */
  of(manager: EntityManager, { tenantId, profileId }: ProfileKey): Promise<Person> {
    return this.whole(manager, tenantId, profileId);
  }

  /** Whoever several profiles are now, each once, all of them held. */
  async holdProfiles(manager: EntityManager, tenantId: string, profileIds: readonly string[]): Promise<Person[]> {
    for (const profileId of [...new Set(profileIds)].toSorted()) await this.leads.holdPerson(manager, tenantId, profileId);
    const people = await Promise.all(profileIds.map((profileId) => this.whole(manager, tenantId, profileId)));
    return people.filter(({ identityIds }) => identityIds.length > 0);
  } // prettier-ignore

  private async ownerOf(
    manager: EntityManager,
    tenantId: string,
    identityId: string,
  ): Promise<string | null> {
    return (await this.profiles.ownersOf(manager, [{ tenantId, identityId }])).get(identityId) ?? null;
  }

  private async whole(manager: EntityManager, tenantId: string, profileId: string): Promise<Person> {
    const identities = await this.profiles.identitiesOf(manager, tenantId, [profileId]);
    return { tenantId, profileIds: [profileId], identityIds: [...identities.keys()] };
  }
}
