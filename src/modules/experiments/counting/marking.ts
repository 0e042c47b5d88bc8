import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LogEntry } from '../../../models/event/log-entry.js';
import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import { EventsService } from '../../events/events.service.js';
import { Clock } from '../../platform/clock.js';
import { groupBy } from '../../platform/group-by.js';
import { countedTypes } from './contribution.js';
import { ExposuresRepository } from './exposures.repository.js';
import { ExposedPeople } from './people.js';

/** Name under which our place in the log is kept. */
const consumer = 'experiments';
const batchEntries = 2_000;

/** Follows the log for people who did something that counts, or are now another, and has them counted anew. */
@Injectable()
export class Marking {
  constructor(
    private readonly events: EventsService,
    private readonly exposures: ExposuresRepository,
    private readonly people: ExposedPeople,
    private readonly clock: Clock,
  ) {}

  /** Reads every shard to its end. */
  async follow(counting: readonly ExperimentEntity[]): Promise<void> {
    const { manager } = this.exposures.dataSource;
    for (const shard of await this.events.shardsBehind(manager, consumer)) {
      const step = () => this.events.follow(consumer, shard, batchEntries, (to, entries) => this.mark(to, entries, counting)); // prettier-ignore
      while ((await step())?.left === 'more');
    }
  }

  private async mark(
    manager: EntityManager,
    entries: readonly LogEntry[],
    counting: readonly ExperimentEntity[],
  ): Promise<void> {
    const byTenant = groupBy(counting, ({ tenantId }) => tenantId);
    const touched = entries.filter(({ type, tenantId }) => countedTypes.has(type) && byTenant.has(tenantId));
    for (const [tenantId, theirs] of groupBy(touched, (entry) => entry.tenantId)) {
      const profileIds = [...new Set(theirs.map(({ currentProfileId }) => currentProfileId))];
      const ids = await this.people.idsOf(manager, tenantId, profileIds);
      if (ids.length === 0) continue;
      const experimentIds = (byTenant.get(tenantId) ?? []).map(({ id }) => id);
      await this.exposures.mark(manager, tenantId, experimentIds, ids, new Date(this.clock.now()));
    }
  }
}
