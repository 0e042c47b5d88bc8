import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isReadable } from '../../models/segment/rule.js';
import { Clock } from '../platform/clock.js';
import { Metrics } from '../platform/metrics.js';
import { SegmentBackfills } from './segment-backfills.js';
import { SegmentsRepository } from './segments.repository.js';

/** A worker that cannot read a rule may still be running beside one that can: they must not take turns too quickly. */
const patienceMs = 10_000;

/** Lets go of segments that were held because their rule could not be read, once it can be: everyone is looked at again. */
@Injectable()
export class HeldSegments {
  private readonly held;

  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: SegmentsRepository,
    private readonly backfills: SegmentBackfills,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.held = metrics.gauge('segments_unreadable', 'Active segments whose stored rule cannot be read');
  }

  async letGo(): Promise<void> {
    const held = await this.repository.unreadable();
    this.held.set(held.length);
    const until = this.clock.now() - patienceMs;
    for (const { tenantId, id, rule, unreadableSince } of held)
      if (unreadableSince !== null && unreadableSince.getTime() <= until && isReadable(rule))
        await this.resume(tenantId, id);
  }

  private async resume(tenantId: string, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const segment = await this.repository.lock(manager, tenantId, id);
      if (!segment || segment.status !== 'ACTIVE' || !isReadable(segment.rule)) return;
      segment.unreadableSince = null;
      await this.backfills.save(manager, segment, true);
    });
    await this.backfills.wake();
  }
}
