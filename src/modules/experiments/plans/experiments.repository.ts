import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, MoreThan, Not, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import { ExperimentSegmentEntity } from '../../../models/experiment/experiment-segment.entity.js';
import { experimentPlanSchema, type ExperimentStatus } from '../../../models/experiment/experiment-plan.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import { mostCountedDays } from './counted-days.js';

const cursorKey = z.tuple([z.iso.datetime(), z.guid()]);
const dayMs = 86_400_000;

/** SQL of `experiments` and `experiment_segments`. */
@Injectable()
export class ExperimentsRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Newest first; one row more than the page when there is one. `status` is as it is at `now`. */
  async page(tenantId: string, status: ExperimentStatus | null, now: number, page: Page): Promise<ExperimentEntity[]> {
    const [createdAt, id] = keyOf(page);
    const rows: { id: string }[] = await this.dataSource.query(
      `select id from experiments
       where tenant_id = $1
         and ($2::text is null or $2 = case when status = 'RUNNING' and ends_at <= $3::timestamptz then 'ENDED' else status end)
         and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid))
       order by created_at desc, id desc limit $6`,
      [tenantId, status, new Date(now), createdAt, id, page.limit + 1],
    );
    const byId = new Map((await this.dataSource.manager.findBy(ExperimentEntity, { tenantId, id: In(rows.map((row) => row.id)) })).map((row) => [row.id, row]));
    return rows.flatMap((row) => byId.get(row.id) ?? []).map(parsed);
  } // prettier-ignore

  async find(
    tenantId: string,
    id: string,
    manager = this.dataSource.manager,
  ): Promise<ExperimentEntity | null> {
    if (!z.guid().safeParse(id).success) return null;
    const row = await manager.findOneBy(ExperimentEntity, { tenantId, id });
    return row && parsed(row);
  }

  /** Keeps whoever else changes the tenant's experiments waiting until the transaction ends: layers are given out one at a time. */
  async holdAll(manager: EntityManager, tenantId: string): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('experiments ' || $1, 0))`, [
      tenantId,
    ]);
  }

  /** Those that were started and are not over at `now`. */
  async running(
    tenantId: string,
    now: number,
    manager = this.dataSource.manager,
  ): Promise<ExperimentEntity[]> {
    const rows = await manager.findBy(ExperimentEntity, { tenantId, status: 'RUNNING' });
    return rows.filter(({ endsAt }) => endsAt === null || endsAt.getTime() > now).map(parsed);
  }

  count(manager: EntityManager, tenantId: string): Promise<number> {
    return manager.countBy(ExperimentEntity, { tenantId });
  }

  async insert(manager: EntityManager, experiment: ExperimentEntity): Promise<void> {
    await manager.insert(ExperimentEntity, experiment);
  }

  async change(
    manager: EntityManager,
    { tenantId, id }: Pick<ExperimentEntity, 'tenantId' | 'id'>,
    change: Partial<Omit<ExperimentEntity, 'tenantId' | 'id'>>,
  ): Promise<void> {
    await manager.update(ExperimentEntity, { tenantId, id }, change);
  }

  /** Those whose people may still do what counts, of every tenant: running, or over for less than their days and some grace. */
  async counting(now: number, graceDays: number): Promise<ExperimentEntity[]> {
    const lately = MoreThan(new Date(now - (mostCountedDays + graceDays) * dayMs));
    const rows = await this.dataSource.manager.findBy(ExperimentEntity, [{ status: 'RUNNING' }, { status: 'ENDED', startsAt: Not(IsNull()), endsAt: lately }]); // prettier-ignore
    return rows.map(parsed).filter(({ endsAt, plan }) => {
      return endsAt === null || endsAt.getTime() + (plan.countedDays + graceDays) * dayMs > now;
    });
  }

  /** All that were started and not yet written down as over, of every tenant. */
  async started(): Promise<ExperimentEntity[]> {
    return (await this.dataSource.manager.findBy(ExperimentEntity, { status: 'RUNNING' })).map(parsed);
  }

  /** Holds segments for an experiment. @throws SegmentsGone where one of them is not there, or archived */
  async holdSegments(
    manager: EntityManager,
    { tenantId, id }: Pick<ExperimentEntity, 'tenantId' | 'id'>,
    segmentIds: readonly string[],
  ): Promise<void> {
    if (segmentIds.length === 0) return;
    const rows = segmentIds.map((segmentId) => ({ tenantId, experimentId: id, segmentId, segmentStatus: 'ACTIVE' as const })); // prettier-ignore
    try {
      await manager.upsert(ExperimentSegmentEntity, rows, ['tenantId', 'experimentId', 'segmentId']);
    } catch (fault) {
      if (goneFault.safeParse(fault).success) throw new SegmentsGone();
      throw fault;
    }
  }

  /** Lets go of the segments an experiment held. */
  async letGoOfSegments(manager: EntityManager, { tenantId, id }: Pick<ExperimentEntity, 'tenantId' | 'id'>): Promise<void> {
    await manager.delete(ExperimentSegmentEntity, { tenantId, experimentId: id });
  } // prettier-ignore

  /** Those that hold a segment, newest first. */
  async holding(tenantId: string, segmentId: string): Promise<ExperimentEntity[]> {
    const ties = await this.dataSource.manager.findBy(ExperimentSegmentEntity, { tenantId, segmentId });
    const ids = ties.map(({ experimentId }) => experimentId);
    const rows = await this.dataSource.manager.find(ExperimentEntity, { where: { tenantId, id: In(ids) }, order: { createdAt: 'DESC', id: 'DESC' } }); // prettier-ignore
    return rows.map(parsed);
  }
}

/** A segment that was to be held is gone: the transaction is lost. */
export class SegmentsGone extends Error {}
const goneFault = z.object({ driverError: z.object({ code: z.literal('23503'), constraint: z.literal('experiment_segments_active_fk') }) }); // prettier-ignore

/** What is stored may be of an older version. */
function parsed(row: ExperimentEntity): ExperimentEntity {
  row.plan = experimentPlanSchema.parse(row.plan);
  return row;
}

function keyOf({ afterKey }: Page): readonly [string | null, string | null] {
  if (afterKey === null) return [null, null];
  const key = cursorKey.safeParse(afterKey);
  if (!key.success) throw badCursor();
  return key.data;
}
