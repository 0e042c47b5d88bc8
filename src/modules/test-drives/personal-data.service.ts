import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { BookingsRepository } from './bookings.repository.js';
import { Farewell } from './farewell.js';
import { ProgrammesPersonalData } from './programmes/programmes-personal-data.js';

/** What `test-drives` keeps of a person: every drive they booked, and how to reach them about it. */
@Injectable()
export class TestDrivesPersonalData implements PersonalData {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bookings: BookingsRepository,
    private readonly programmes: ProgrammesPersonalData,
    private readonly farewell: Farewell,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    for (const booking of await this.bookings.ofPerson(this.dataSource.manager, person)) {
      const { id, createdAt, dealerId, startsAt, endsAt, status, name, email, phone, note } = booking;
      const record = { id, createdAt, dealerId, startsAt, endsAt, status, name, email, phone, note };
      yield { section: 'testDrives', isTheirs: true, record };
    }
    for (const { id, outcome } of await this.bookings.ofPerson(this.dataSource.manager, person))
      if (outcome !== null) yield { section: 'testDriveOutcomes', isTheirs: false, record: { testDriveId: id, outcome } }; // prettier-ignore
    yield* this.programmes.records(person);
  }

  /**
   * What was to be told of them goes along, and what they were under a programme; what is being told meanwhile is kept out as of somebody
   * erased. A car that is out and money that is held stay, of nobody.
   */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    const bands = await this.programmes.erase(manager, person);
    return [...(await this.farewell.erase(manager, person)), ...bands];
  }
}
