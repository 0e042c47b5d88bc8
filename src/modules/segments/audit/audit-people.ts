import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ProfileHistory } from '../../../models/profile/profile-history.js';
import { EventsService } from '../../events/events.service.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { LivingIds } from '../living-ids.js';
import { consumer } from '../following.js';

/** People looked at together: their whole histories are in memory, and are handed to PostgreSQL as one value. */
const batch = 200;

/** Reads people for an audit: everyone there is by `profiles`, with all they ever did, whatever evaluation thinks it needs. */
@Injectable()
export class AuditPeople {
  constructor(
    private readonly events: EventsService,
    private readonly profiles: ProfilesService,
    private readonly living: LivingIds,
  ) {}

  /** Everybody of a tenant, some at a time. */
  async *everyone(
    manager: EntityManager,
    tenantId: string,
    properties: readonly string[],
  ): AsyncGenerator<ProfileHistory[]> {
    for await (const ids of this.living.of(manager, tenantId, batch))
      yield* this.these(manager, tenantId, ids, properties);
  }

  /** Of these profiles those that somebody is known by, some at a time. */
  async *these(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    properties: readonly string[],
  ): AsyncGenerator<ProfileHistory[]> {
    for (let from = 0; from < profileIds.length; from += batch) {
      const some = profileIds.slice(from, from + batch);
      const owners = await this.profiles.identitiesOf(manager, tenantId, some);
      const known = [...new Set(owners.values())];
      const asked = { owners, properties };
      yield [...(await this.events.histories(manager, tenantId, known, 0, asked)).values()];
    }
  }

  /** Of these profiles those that nobody is known by. */
  async strangers(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
  ): Promise<string[]> {
    const living = new Set((await this.profiles.identitiesOf(manager, tenantId, profileIds)).values());
    return profileIds.filter((id) => !living.has(id));
  }

  /** Shards whose log evaluation has not read to its end. */
  async unread(manager: EntityManager): Promise<Set<number>> {
    return new Set(await this.events.shardsBehind(manager, consumer));
  }

  /** The shard a profile is evaluated in. */
  shardOf(profileId: string): number {
    return this.profiles.shardOf(profileId);
  }
}
