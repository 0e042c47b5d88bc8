import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { LeadsRepository } from '../leads.repository.js';
import { TiesRepository } from './ties.repository.js';

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
    private readonly ties: TiesRepository,
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

  /** Everybody who hangs together with whoever these profiles are, by leads that stand for one another and hands kept with them. */
  async tiedTo(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<ProfileKey[]> {
    const tied = new Set(profileIds);
    for (let next = [...tied]; next.length > 0;) {
      const identities = await this.profiles.identitiesOf(manager, tenantId, next);
      const raised = await this.ties.tiedTo(manager, { tenantId, profileIds: next, identityIds: [...identities.keys()] }); // prettier-ignore
      const owners = await this.ownersOf(manager, raised);
      const people = raised.flatMap(({ identityId, profileId }) => (identityId === null ? profileId : (owners.get(identityId) ?? []))); // prettier-ignore
      next = [...new Set(people)].filter((profileId) => !tied.has(profileId));
      for (const profileId of next) tied.add(profileId);
    }
    return [...tied].map((profileId) => ({ tenantId, profileId }));
  }

  /** The same as they are now, each once, all of them held: also whoever came to hang together with them while we waited. */
  async holdTied(manager: EntityManager, tenantId: string, profileIds: readonly string[]): Promise<Person[]> {
    const held = new Set<string>();
    for (;;) {
      const tied = await this.tiedTo(manager, tenantId, profileIds);
      if (tied.every(({ profileId }) => held.has(profileId))) return this.those(manager, tied);
      await this.holdAll(manager, [], tied);
      for (const { profileId } of tied) held.add(profileId);
    }
  }

  private async those(manager: EntityManager, keys: readonly ProfileKey[]): Promise<Person[]> {
    const people: Person[] = [];
    for (const key of keys) people.push(await this.of(manager, key));
    return people.filter(({ identityIds }) => identityIds.length > 0);
  }

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
