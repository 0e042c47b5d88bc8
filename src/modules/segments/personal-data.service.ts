import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { EventsService } from '../events/events.service.js';
import { ViewerStore } from '../platform/viewer-store/viewer-store.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { AudienceService } from './audience.service.js';
import { consumer } from './following.js';
import { PersonalSegmentsRepository } from './personal-segments.repository.js';
import { storedSentence } from './sentence.js';

/** What `segments` keeps of a person: which audiences they were in and are in, and what decisions know of them. */
@Injectable()
export class SegmentsPersonalData implements PersonalData {
  constructor(
    private readonly repository: PersonalSegmentsRepository,
    private readonly audience: AudienceService,
    private readonly events: EventsService,
    private readonly profiles: ProfilesService,
    private readonly store: ViewerStore,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    const [profileId = ''] = person.profileIds;
    for (const { name, rule, enteredAt, leftAt } of await this.repository.stays(person)) {
      const reasons = leftAt === null ? await this.audience.reasons(person.tenantId, profileId, rule) : [];
      const why = reasons.map(({ sentence, holds, count }) => ({ sentence, holds, count }));
      yield {
        section: 'audiences',
        isTheirs: false,
        record: { name, rule: storedSentence(rule, { language: 'ENGLISH' }), enteredAt, leftAt, why },
      };
    }
  }

  /** Nobody evaluates the person meanwhile. A state on its way to the store just then is found by erasing once more. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    const { tenantId, profileIds } = person;
    const shards = [...new Set(profileIds.map((id) => this.profiles.shardOf(id)))];
    for (const shard of shards.sort((one, other) => one - other))
      await this.events.hold(manager, consumer, shard);
    // Before anything is written: readers of the log wait for a transaction that writes.
    await this.store.forget(tenantId, profileIds);
    return [{ what: 'audienceStays', count: await this.repository.erase(manager, person, shards) }];
  }
}
