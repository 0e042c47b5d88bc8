import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { PersonalDecisionsRepository } from './personal-decisions.repository.js';

/** What `decisioning` keeps of a person: what they were shown, how it was ranked, why, and what came of it. */
@Injectable()
export class DecisioningPersonalData implements PersonalData {
  constructor(private readonly repository: PersonalDecisionsRepository) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    for await (const { id: decisionId, ...decision } of this.repository.decisions(person))
      yield { section: 'decisions', isTheirs: false, record: { decisionId, ...decision } };
  }

  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    return [{ what: 'decisions', count: await this.repository.erase(manager, person) }];
  }
}
