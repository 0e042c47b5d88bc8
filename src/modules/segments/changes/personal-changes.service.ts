import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../../models/rights/personal-data.js';
import { Queues } from '../../platform/queue/queues.js';
import { SegmentsService } from '../segments.service.js';
import { PersonalChangesRepository } from './personal-changes.repository.js';
import { jobIdOf, publishedChanges } from './published-changes.js';

/** What is kept of a person for others to hear of: that they entered and left audiences, lately. */
@Injectable()
export class ChangesPersonalData implements PersonalData {
  constructor(
    private readonly repository: PersonalChangesRepository,
    private readonly segments: SegmentsService,
    private readonly queues: Queues,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    const names = await this.segments.names(person.tenantId);
    for (const { segmentId, ...change } of await this.repository.changesOf(person)) {
      const record = { audience: names.get(segmentId) ?? null, ...change };
      yield { section: 'audienceChanges', isTheirs: false, record };
    }
  }

  /** Comes after audiences are erased: then nothing new can be noted. What lies in a queue is taken out of it. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    const queued = await this.repository.queued(manager, person);
    await this.queues.takeBack(publishedChanges, queued.map(jobIdOf));
    return [{ what: 'audienceChanges', count: await this.repository.erase(manager, person) }];
  }
}
