import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { ConsentRepository } from './consent.repository.js';

/** What `consent` keeps of a person: the ledger of what they allowed and denied. */
@Injectable()
export class ConsentPersonalData implements PersonalData {
  constructor(private readonly repository: ConsentRepository) {}

  async *records({ tenantId, identityIds }: Person): AsyncGenerator<PersonalRecord> {
    const { manager } = this.repository;
    for (const { identityId: _, ...line } of await this.repository.history(manager, tenantId, identityIds))
      yield { section: 'consent', isTheirs: true, record: line };
  }

  async erase(manager: EntityManager, { tenantId, identityIds }: Person): Promise<ErasedRecords[]> {
    const count = (await this.repository.history(manager, tenantId, identityIds)).length;
    await this.repository.forget(manager, tenantId, identityIds);
    return [{ what: 'consentStatements', count }];
  }
}
