import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { PersonalEventsRepository } from './personal-events.repository.js';
import { RejectedEventsRepository } from './rejected-events.repository.js';

/** What `events` keeps of a person: all they did, and what was sent of them and not understood. */
@Injectable()
export class EventsPersonalData implements PersonalData {
  constructor(
    private readonly events: PersonalEventsRepository,
    private readonly rejected: RejectedEventsRepository,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    for await (const event of this.events.events(person))
      yield { section: 'events', isTheirs: true, record: { ...event } };
  }

  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    return [{ what: 'events', count: await this.events.erase(manager, person) }];
  }

  /** What was sent and not understood, where it names any of these ids: to be asked before the ids are forgotten. */
  async eraseRejected(tenantId: string, ids: readonly string[]): Promise<ErasedRecords> {
    return { what: 'rejectedEvents', count: await this.rejected.eraseNaming(tenantId, ids) };
  }
}
