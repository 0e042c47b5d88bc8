import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { profileName } from '../../models/decision/billing.js';
import { LimitStore } from '../platform/limit-store/limit-store.js';
import { PersonalDecisionsRepository } from './personal-decisions.repository.js';

/** What `decisioning` keeps of a person: what they were shown, how it was ranked, why, and what came of it. */
@Injectable()
export class DecisioningPersonalData implements PersonalData {
  constructor(
    private readonly repository: PersonalDecisionsRepository,
    private readonly store: LimitStore,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    for await (const { id: decisionId, ...decision } of this.repository.decisions(person))
      yield { section: 'decisions', isTheirs: false, record: { decisionId, ...decision } };
  }

  /** How often they saw what is forgotten first: it is counted from what is then erased. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    await this.store.forget(person.tenantId, person.profileIds.map(profileName));
    return [{ what: 'decisions', count: await this.repository.erase(manager, person) }];
  }
}
