import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { EventsService } from '../events/events.service.js';
import { consumer } from './lead-follower.js';
import { LeadsRepository } from './leads.repository.js';

/** What `leads` keeps of a person: every hand they raised, how to reach them, how it was scored and why. */
@Injectable()
export class LeadsPersonalData implements PersonalData {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: LeadsRepository,
    private readonly events: EventsService,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    const leads = await this.repository.ofPerson(this.dataSource.manager, person);
    for (const { id, createdAt, interest, vehicleId, contact, message, consent } of leads)
      yield {
        section: 'leads',
        isTheirs: true,
        record: { id, createdAt, interest, vehicleId, contact, message, consent },
      };
    for (const { id, scoredAt, probability, grade, reasons, modelName, modelVersion } of leads)
      yield {
        section: 'leadScores',
        isTheirs: false,
        record: { leadId: id, scoredAt, probability, grade, reasons, modelName, modelVersion },
      };
  }

  /** Nobody makes leads meanwhile: an event read before it was erased has become its lead by now, or will not. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    await this.events.holdAll(manager, consumer);
    return [{ what: 'leads', count: await this.repository.erase(manager, person) }];
  }
}
