import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../../models/rights/personal-data.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { ListEntriesRepository } from './list-entries.repository.js';
import { ListsRepository } from './lists.repository.js';

/** Which uploaded lists a person stands on. */
@Injectable()
export class ListsPersonalData implements PersonalData {
  constructor(
    private readonly repository: ListsRepository,
    private readonly entries: ListEntriesRepository,
    private readonly profiles: ProfilesService,
  ) {}

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    const { manager } = this.repository;
    const hashes = await this.hashesOf(manager, person);
    for (const { name, kind, saidAt } of await this.entries.standingsOf(manager, person.tenantId, hashes))
      yield { section: 'lists', isTheirs: false, record: { name, by: kind, saidAt } };
  }

  /** What their entries are found by: to be asked for before their ids are gone. */
  async hashesOf(manager: EntityManager, { tenantId, profileIds }: Person): Promise<Buffer[]> {
    const aliases = await this.profiles.aliasesOf(manager, tenantId, profileIds);
    return aliases.map(({ alias }) => Buffer.from(alias, 'base64url'));
  }

  /** Takes them off every list. After their ids are gone: who was putting one on a list was waited for then. */
  async forget(manager: EntityManager, tenantId: string, hashes: readonly Buffer[]): Promise<ErasedRecords> {
    return { what: 'listEntries', count: await this.entries.forget(manager, tenantId, hashes) };
  }

  /** Nothing is left by the time rooms are gone through: they went with their ids, by which alone they are found. */
  erase(): Promise<ErasedRecords[]> {
    return Promise.resolve([]);
  }
}
