import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { PeopleKnown } from '../known-people.js';
import { SegmentRules } from '../segment-rules.js';
import { Resident } from './resident.js';
import { ResidentThreads } from './resident-threads.js';
import type { TenantRules } from './resident-messages.js';
import type { SnapshotFile } from './snapshot/sealed-file.js';

/** Reads shards into memory. */
@Injectable()
export class ResidentLoader {
  private rulesUnderWay: Promise<TenantRules[]> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly rules: SegmentRules,
    private readonly people: PeopleKnown,
    private readonly threads: ResidentThreads,
    private readonly clock: Clock,
  ) {}

  /**
   * @param epoch by which its owner is told
   * @param snapshot to take people up from, where there is one
   */
  async load(
    shard: number,
    epoch: number,
    snapshot: SnapshotFile | null,
  ): Promise<{ resident: Resident; people: number; refused: string | null }> {
    const resident = new Resident(shard, epoch, this.threads, (tenantId, profileIds, watched) =>
      this.people.askedFor(this.dataSource.manager, tenantId, profileIds, watched),
    );
    return { resident, ...(await resident.load(await this.rulesNow(), snapshot)) };
  }

  /**
   * Those in force, read once for all shards that are taken up at about the same time: what is around rules is read beside the
   * transaction, so that as many at once would wait for each other's connections. Each step asks anew which are in force.
   */
  private rulesNow(): Promise<TenantRules[]> {
    this.rulesUnderWay ??= this.readRules().finally(() => (this.rulesUnderWay = undefined));
    return this.rulesUnderWay;
  }

  private async readRules(): Promise<TenantRules[]> {
    const inForce = await this.dataSource.transaction((manager) =>
      this.rules.ofAll(manager, new Date(this.clock.now())),
    );
    return inForce.map(({ tenantId, segments, facts }) => ({ tenantId, segments, facts }));
  }
}
