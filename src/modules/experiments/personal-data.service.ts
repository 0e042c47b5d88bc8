import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ErasedRecords, Person, PersonalData, PersonalRecord } from '../../models/rights/personal-data.js'; // prettier-ignore
import { ProfilesService } from '../profiles/profiles.service.js';
import { PersonalExposuresRepository } from './personal-exposures.repository.js';

/** What `experiments` keeps of a person: which they were exposed to, in which arm, and when. */
@Injectable()
export class ExperimentsPersonalData implements PersonalData {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: PersonalExposuresRepository,
    private readonly profiles: ProfilesService,
  ) {}

  async *records({ tenantId, profileIds }: Person): AsyncGenerator<PersonalRecord> {
    const ids = await this.profiles.aliasesOf(this.dataSource.manager, tenantId, profileIds);
    for (const record of await this.repository.exposures(tenantId, ids))
      yield { section: 'experiments', isTheirs: false, record };
  }

  /** What they added to the sums of an arm stays: it says nothing of anybody. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    await this.repository.lookAgain(manager, person.tenantId);
    return [{ what: 'experimentExposures', count: await this.repository.erase(manager, person) }];
  }
}
