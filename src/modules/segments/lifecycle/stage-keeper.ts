import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ruleSchema } from '../../../models/segment/rule.js';
import type { SegmentEntity, SegmentStatus } from '../../../models/segment/segment.entity.js';
import { refersTo } from '../references.js';
import { SegmentBackfills } from '../segment-backfills.js';
import { SegmentsRepository } from '../segments.repository.js';
import { restingOnStages } from './rests-on-stages.js';
import { stageSegments } from './stage-segment.js';

/** A tenant's segments, held against change: those in force, and the stages whether in force or not. */
export interface HeldStages {
  readonly active: readonly SegmentEntity[];
  readonly stages: readonly SegmentEntity[];
}

/** Keeps the stages of a lifecycle as segments: makes them, ends them, and has everybody looked at again. */
@Injectable()
export class StageKeeper {
  constructor(
    private readonly segments: SegmentsRepository,
    private readonly backfills: SegmentBackfills,
  ) {}

  /**
   * Holds all that may change with a lifecycle until the transaction ends. What is there is held before what rules refer to,
   * in the order of whoever changes a segment; one that was made meanwhile is found by looking again.
   */
  async hold(manager: EntityManager, tenantId: string): Promise<HeldStages> {
    await this.segments.holdAll(manager, tenantId);
    await this.segments.holdReferences(manager, tenantId);
    const held = await this.segments.holdAll(manager, tenantId);
    return {
      active: held.filter(({ status }) => status === 'ACTIVE'),
      stages: held.filter(({ builtIn }) => builtIn !== null),
    };
  }

  /** Has everybody looked at again for the segments that rest on stages, which mean something else now. */
  async renew(manager: EntityManager, active: readonly SegmentEntity[], now: Date): Promise<void> {
    const resting = restingOnStages(
      active.map(({ id, rule }) => ({ id, rule: ruleSchema.safeParse(rule).data })),
    );
    for (const segment of active)
      if (resting.has(segment.id)) await this.save(manager, segment, 'ACTIVE', now);
  }

  /** Makes every stage a segment, or one again. */
  async open(manager: EntityManager, tenantId: string, { stages }: HeldStages, now: Date): Promise<void> {
    for (const { builtIn, name, rule } of stageSegments) {
      const earlier = stages.find((segment) => segment.builtIn === builtIn);
      const { id, version, createdAt } = earlier ?? { id: randomUUID(), version: 0, createdAt: now };
      const words = { tenantId, id, builtIn, name, description: null, iabIds: [], rule };
      const times = { unreadableSince: null, createdAt, updatedAt: now };
      await this.save(manager, { ...words, ...times, version, status: 'ACTIVE' }, 'ACTIVE', now);
    }
  }

  /** Ends them: everyone leaves, the history stays. @throws SegmentHeld while a campaign counts on one */
  async close(manager: EntityManager, { stages }: HeldStages, now: Date): Promise<void> {
    for (const segment of stages)
      if (segment.status === 'ACTIVE') await this.save(manager, segment, 'ARCHIVED', now);
  }

  /** Names of segments whose rules refer to a stage's segment. */
  referring({ active, stages }: HeldStages): string[] {
    const ids = new Set(stages.map(({ id }) => id));
    return active
      .filter(({ rule }) => {
        const { data } = ruleSchema.safeParse(rule);
        return data !== undefined && refersTo(data).some((of) => ids.has(of));
      })
      .map(({ name }) => name);
  }

  private async save(
    manager: EntityManager,
    segment: SegmentEntity,
    status: SegmentStatus,
    now: Date,
  ): Promise<void> {
    Object.assign(segment, { status, version: segment.version + 1, updatedAt: now });
    await this.backfills.save(manager, segment, true);
  }
}
