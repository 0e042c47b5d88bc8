import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StatedConsent } from '../../models/consent/consent-statement.js';
import { ConsentService } from '../consent/consent.service.js';
import { groupBy } from '../platform/group-by.js';
import { ProfilesService, type ProfileAlias } from '../profiles/profiles.service.js';
import { ListsService } from './lists/lists.service.js';
import type { KnownPerson, Watched } from './resident/resident-messages.js';

/** What is known of people beside what they did. Of whom no id leads to any more, nothing is. */
export interface KnownPeople {
  /** The ids a storefront may name each of them by. */
  readonly aliases: ReadonlyMap<string, readonly ProfileAlias[]>;
  /** What each of them allows and denies. */
  readonly said: ReadonlyMap<string, StatedConsent>;
  /** As much as rules ask for. */
  readonly known: readonly KnownPerson[];
}

/** Reads what is known of people beside what they did. */
@Injectable()
export class PeopleKnown {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly lists: ListsService,
    private readonly consent: ConsentService,
  ) {}

  async of(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    watched: Watched,
  ): Promise<KnownPeople> {
    const all = await this.profiles.aliasesOf(manager, tenantId, profileIds);
    const aliases = groupBy(all, ({ profileId }) => profileId);
    const living = profileIds.filter((id) => aliases.has(id));
    const identities = living.map((id) => (aliases.get(id) ?? []).map(({ identityId }) => identityId));
    const said = await this.consent.saidBy(manager, tenantId, identities);
    return {
      aliases,
      said: new Map(living.map((id, at) => [id, said[at] ?? {}])),
      known: await this.known(manager, tenantId, living, all, watched),
    };
  }

  /** Of living people no more than rules ask for. */
  async askedFor(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    watched: Watched,
  ): Promise<KnownPerson[]> {
    const aliases =
      watched.lists.length === 0 ? [] : await this.profiles.aliasesOf(manager, tenantId, profileIds);
    return this.known(manager, tenantId, profileIds, aliases, watched);
  }

  private async known(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    aliases: readonly ProfileAlias[],
    { asksTraits, lists }: Watched,
  ): Promise<KnownPerson[]> {
    if (!asksTraits && lists.length === 0) return [];
    const asked = asksTraits ? profileIds : [];
    const traits = await this.profiles.traitsOf(manager, tenantId, asked);
    const standing = await this.lists.listsUnder(manager, tenantId, aliases, lists);
    return profileIds.map((profileId) => ({
      profileId,
      traits: traits.get(profileId) ?? {},
      lists: standing.get(profileId) ?? [],
    }));
  }
}
