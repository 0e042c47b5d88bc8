import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Need } from './need.js';
import { PeopleService, type Person } from './people.service.js';
import { SegmentsRepository } from './segments.repository.js';

/** People whose histories are held in memory at once. */
const batch = 1_000;

/** Goes through everyone a tenant knows, in batches, so that neither memory nor a connection is held for long. */
@Injectable()
export class AudienceWalk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: SegmentsRepository,
    private readonly people: PeopleService,
  ) {}

  /** Shows every living person to `visit`, with what is needed of what they did. */
  async everyone(tenantId: string, need: Need, visit: (person: Person) => void): Promise<void> {
    let after: string | null = null;
    for (;;) {
      const ids = await this.repository.profilesAfter(tenantId, after, batch);
      const people = await this.people.read(this.dataSource.manager, tenantId, ids, need);
      people.filter(({ aliases }) => aliases.length > 0).forEach(visit);
      const last = ids.at(-1);
      if (last === undefined || ids.length < batch) return;
      after = last;
    }
  }

  /** One person, as `everyone` would show them. */
  async one(tenantId: string, profileId: string, need: Need): Promise<Person> {
    const [person] = await this.people.read(this.dataSource.manager, tenantId, [profileId], need);
    return person ?? { history: { profileId, traits: {}, events: [] }, aliases: [] };
  }
}
