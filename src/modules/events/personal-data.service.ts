import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { ownEventTypes } from '../../models/event/event-type.js';
import { ProfilesPersonalData } from '../profiles/personal-data.service.js';
import { PersonalEventsRepository } from './personal-events.repository.js';
import { RejectedEventsRepository } from './rejected-events.repository.js';

/** How far back what came in lately may lie: clocks of two machines differ, and looking through everything takes minutes. */
const lookBackMs = 3_600_000;
/** What we noted of them ourselves is not what they gave. */
const ownTypes: ReadonlySet<string> = new Set(ownEventTypes);

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
      yield { section: 'events', isTheirs: !ownTypes.has(event.type), record: { ...event } };
    const ids = await this.profiles.idsOf(person);
    for await (const { receivedAt, code, message, payload } of this.rejected.naming(person.tenantId, ids))
      yield { section: 'rejectedEvents', isTheirs: false, record: { receivedAt, code, message, payload } };
  }

  /** A stride at a time: whoever reads the log waits for every transaction that writes. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    const { events, notes } = await this.events.erase(manager, person);
    return [
      { what: 'events', count: events },
      { what: 'logNotes', count: notes },
    ];
  }

  /** Those of what was sent and not understood that name any of these ids. Looks through everything, which takes a while. */
  async rejectedNaming(tenantId: string, ids: readonly string[], since?: Date): Promise<string[]> {
    const found: string[] = [];
    for await (const { id } of this.rejected.naming(tenantId, ids, since)) found.push(id);
    return found;
  }

  /** Keeps anything of the kind from coming in until the transaction ends: then who is erased by it is known. Goes first. */
  holdOffRejected(manager: EntityManager, tenantId: string): Promise<void> {
    return this.rejected.holdOffKeeping(manager, tenantId);
  }

  /** Erases those found before, and what came in while they were looked for: the ids are not known any more afterwards. */
  async eraseRejected(
    manager: EntityManager,
    tenantId: string,
    ids: readonly string[],
    found: readonly string[],
    now: number,
  ): Promise<ErasedRecords> {
    const late = await this.rejectedNaming(tenantId, ids, new Date(now - lookBackMs));
    return { what: 'rejectedEvents', count: await this.rejected.remove(manager, tenantId, [...new Set([...found, ...late])]) }; // prettier-ignore
  }
}
