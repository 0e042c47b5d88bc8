import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { PeopleKnown } from '../known-people.js';
import { SegmentRules } from '../segment-rules.js';
import { Resident } from './resident.js';
import { ResidentThreads } from './resident-threads.js';

/** Reads shards into memory. */
@Injectable()
export class ResidentLoader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rules: SegmentRules,
    private readonly people: PeopleKnown,
    private readonly threads: ResidentThreads,
    private readonly clock: Clock,
  ) {}

  /** @param epoch by which its owner is told */
  async load(shard: number, epoch: number): Promise<{ resident: Resident; people: number }> {
    const resident = new Resident(shard, epoch, this.threads, (tenantId, profileIds, watched) =>
      this.people.askedFor(this.dataSource.manager, tenantId, profileIds, watched),
    );
    const inForce = await this.dataSource.transaction((manager) =>
      this.rules.ofAll(manager, new Date(this.clock.now())),
    );
    const { people } = await resident.load(inForce.map(({ tenantId, segments, facts }) => ({ tenantId, segments, facts }))); // prettier-ignore
    return { resident, people };
  }
}
