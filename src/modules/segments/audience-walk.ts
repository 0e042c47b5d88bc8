import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LivingIds } from './living-ids.js';
import type { Need } from './need.js';
import { PeopleService, type Person } from './people.service.js';

/** People whose histories are held in memory at once. */
const batch = 1_000;

/** Goes through everyone a tenant knows, in batches, so that neither memory nor a connection is held for long. */
@Injectable()
export class AudienceWalk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly living: LivingIds,
    private readonly people: PeopleService,
  ) {}

  /** Shows every living person to `visit`, with what is needed of what they did. */
  async everyone(tenantId: string, need: Need, visit: (person: Person) => void): Promise<void> {
    const { manager } = this.dataSource;
    for await (const ids of this.living.of(manager, tenantId, batch)) {
      const people = await this.people.read(manager, tenantId, ids, need);
      people.filter(({ aliases }) => aliases.length > 0).forEach(visit);
    }
  }

  /** One person, as `everyone` would show them. */
  async one(tenantId: string, profileId: string, need: Need): Promise<Person> {
    const [person] = await this.people.read(this.dataSource.manager, tenantId, [profileId], need);
    return person ?? { history: { profileId, traits: {}, events: [] }, aliases: [] };
  }
}
