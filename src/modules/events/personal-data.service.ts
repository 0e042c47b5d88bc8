import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { ProfilesPersonalData } from '../profiles/personal-data.service.js';
import { PersonalEventsRepository } from './personal-events.repository.js';
import { RejectedEventsRepository } from './rejected-events.repository.js';

/** What `events` keeps of a person: all they did, and what was sent of them and not understood. */
@Injectable()
export class EventsPersonalData implements PersonalData {
  constructor(
    private readonly events: PersonalEventsRepository,
    private readonly rejected: RejectedEventsRepository,
    private readonly profiles: ProfilesPersonalData,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    for await (const event of this.events.events(person))
      yield { section: 'events', isTheirs: true, record: { ...event } };
    const ids = await this.profiles.idsOf(person);
    for await (const { receivedAt, code, message, payload } of this.rejected.naming(person.tenantId, ids))
      yield { section: 'rejectedEvents', isTheirs: false, record: { receivedAt, code, message, payload } };
  }

  /** In strides, each a transaction of its own: whoever reads the log waits for every transaction that writes. */
  async erase(_manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    return [{ what: 'events', count: await this.events.erase(person) }];
  }

  /** What was sent and not understood, where it names any of these ids: they are not known any more once they are erased. */
  async eraseRejected(tenantId: string, ids: readonly string[]): Promise<ErasedRecords> {
    const found: string[] = [];
    for await (const { id } of this.rejected.naming(tenantId, ids)) found.push(id);
    return { what: 'rejectedEvents', count: await this.rejected.remove(tenantId, found) };
  }
}
