import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ProfileHistory } from '../../models/profile/profile-history.js';
import { EventsService } from '../events/events.service.js';
import { ProfilesService, type ProfileAlias } from '../profiles/profiles.service.js';
import type { Need } from './need.js';
import { groupBy } from '../platform/group-by.js';

/** A person as rules see them, and the ids a storefront may name them by. */
export interface Person {
  readonly history: ProfileHistory;
  readonly aliases: readonly ProfileAlias[];
}

/** Reads people for evaluation, previews and explanations, so that all three see the same. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly events: EventsService,
    private readonly profiles: ProfilesService,
  ) {}

  /**
   * One person for each id, in the order asked, with as much of what they did as is needed. A profile no id leads to
   * any more was merged into another: it is nobody, and nothing is known of it.
   */
  async read(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    { since, properties }: Need,
  ): Promise<Person[]> {
    if (profileIds.length === 0) return [];
    const known = await this.profiles.aliasesOf(manager, tenantId, profileIds);
    const aliases = groupBy(known, ({ profileId }) => profileId);
    const owners = new Map(known.map(({ identityId, profileId }) => [identityId, profileId]));
    const living = profileIds.filter((id) => aliases.has(id));
    const histories = await this.events.histories(manager, tenantId, living, since, { owners, properties });
    return profileIds.map((profileId) => ({
      history: histories.get(profileId) ?? { profileId, traits: {}, events: [] },
      aliases: aliases.get(profileId) ?? [],
    }));
  }
}
