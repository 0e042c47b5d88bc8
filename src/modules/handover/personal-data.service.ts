import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { PersonalHandoversRepository } from './deliveries/personal-handovers.repository.js';

/** What `handover` keeps of a person: to whom their leads were given, and when. */
@Injectable()
export class HandoverPersonalData implements PersonalData {
  constructor(private readonly handovers: PersonalHandoversRepository) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    for (const { id, leadId, receiver, kind, status, createdAt, settledAt } of await this.handovers.of(person)) {
      const record = { id, leadId, receiver, kind, status, createdAt, settledAt };
      yield { section: 'handovers', isTheirs: false, record };
    }
  } // prettier-ignore

  /** What waits goes along: nothing more is handed over. What receivers have by then, they have. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    return [{ what: 'handovers', count: await this.handovers.erase(manager, person) }];
  }
}
