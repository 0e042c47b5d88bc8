import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { ModelName } from '../../models/prediction/model-manifest.js';
import { RetrainingEntity, type Retraining } from '../../models/prediction/retraining.entity.js';
import type { ModelEvidence } from '../../models/prediction/model-standing.js';
import type { RetrainingState, RetrainingStep } from '../../models/prediction/retraining.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import type { LeadCount } from './enough.js';
import { onlyOne } from '../platform/only-one.js';

/** A run that is to be. */
export type NewRetraining = Pick<Retraining, 'tenantId' | 'model' | 'dueAt' | 'reason' | 'askedBy' | 'queuedAt'>; // prettier-ignore
/** A run as one worker took it up: what it tells counts while nobody else took it up since. */
export type RetrainingKey = Pick<Retraining, 'tenantId' | 'model' | 'number' | 'attempts'>;
/** What came of a run. */
export interface RetrainingEnd {
  readonly state: Exclude<RetrainingState, 'QUEUED' | 'RUNNING'>;
  /** In words, never of a person. */
  readonly message: string;
  readonly version?: string;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly evidence?: ModelEvidence | null;
  readonly isPromoted?: boolean;
}

/** What the driver answers to an update: the rows, and how many they were. */
const changedSchema = z.tuple([z.array(z.unknown()), z.number()]);
const cursorKey = z.tuple([z.iso.datetime(), z.string().max(50), z.string().regex(/^\d{1,9}$/)]);

/** SQL of `retrainings`. */
@Injectable()
export class RetrainingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Does work while no other process of the installation does; null where one is at it. */
  alone<T>(work: () => Promise<T>): Promise<T | null> {
    return onlyOne(this.dataSource, 'retraining', work);
  }

  /** Writes a run down that waits, unless one of the model is open, or was for that moment. */
  async queue({ tenantId, model, dueAt, reason, askedBy, queuedAt }: NewRetraining): Promise<void> {
    await this.dataSource.query(
      `insert into retrainings (tenant_id, model, number, due_at, reason, asked_by, state, attempts, deaths, is_promoted, queued_at)
       select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, 'QUEUED', 0, 0, false, $6 from retrainings where tenant_id = $1 and model = $2
       on conflict do nothing`,
      [tenantId, model, dueAt, reason, askedBy, queuedAt],
    );
  }

  /** The last moment of the schedule that there was a run for; null where there was none. */
  async takenUntil(tenantId: string, model: ModelName): Promise<Date | null> {
    const [row]: { due: Date | null }[] = await this.dataSource.query('select max(due_at) as due from retrainings where tenant_id = $1 and model = $2', [tenantId, model]); // prettier-ignore
    return row?.due ?? null;
  }

  /** How many settled leads the last version had; null where there is none. */
  async leadsOfLast(tenantId: string, model: ModelName): Promise<number | null> {
    const last = await this.dataSource.manager.findOne(RetrainingEntity, {
      where: { tenantId, model, state: 'DONE' },
      order: { number: 'DESC' },
    });
    return last?.leads ?? null;
  }

  /** Runs of every tenant that a worker took up and did not bring to an end. Who asks is alone, so those workers are no more. */
  running(): Promise<Retraining[]> {
    return this.dataSource.manager.findBy(RetrainingEntity, { state: 'RUNNING' });
  }

  /** Takes up the run that has waited longest, of whichever tenant; null where none waits. */
  async takeUp(now: Date): Promise<Retraining | null> {
    const [next] = await this.dataSource.manager.find(RetrainingEntity, {
      where: { state: 'QUEUED' },
      order: { queuedAt: 'ASC', tenantId: 'ASC', model: 'ASC' },
      take: 1,
    });
    if (!next) return null;
    const { tenantId, model, number, attempts } = next;
    const key = { tenantId, model, number };
    const taken = { state: 'RUNNING', step: 'EXPORTING', attempts: attempts + 1, startedAt: now } as const;
    await this.dataSource.manager.update(RetrainingEntity, { ...key, attempts, state: 'QUEUED' }, taken);
    return this.dataSource.manager.findOneBy(RetrainingEntity, { ...key, ...taken });
  }

  /** Notes how far a worker has come, and what it found; false, and nothing is noted, where the run is no more its own. */
  step(run: RetrainingKey, step: RetrainingStep, count: LeadCount | null = null): Promise<boolean> {
    return this.change(run, `step = $5, leads = coalesce($6, leads), new_leads = coalesce($7, new_leads)`, [step, count?.leads, count?.newLeads]); // prettier-ignore
  }

  /** Notes what came of a run; false as above. */
  end(run: RetrainingKey, end: RetrainingEnd, now: Date): Promise<boolean> {
    const { state, message, version = null, metrics = null, evidence = null, isPromoted = false } = end;
    return this.change(
      run,
      'step = null, state = $5, message = $6, version = $7, metrics = $8, evidence = $9, is_promoted = $10, ended_at = $11',
      [state, message, version, metrics, evidence, isPromoted, now],
    );
  }

  /** The run waits again for a worker; false as above. */
  giveBack(run: RetrainingKey, hasDied: boolean): Promise<boolean> {
    return this.change(run, `step = null, state = 'QUEUED', deaths = deaths + $5::int`, [hasDied ? 1 : 0]);
  }

  /** A tenant's newest run of a model; null where there is none. */
  async newest(tenantId: string, model: ModelName): Promise<Retraining | null> {
    return this.dataSource.manager.findOne(RetrainingEntity, { where: { tenantId, model }, order: { number: 'DESC' } }); // prettier-ignore
  }

  /** A tenant's runs, newest first; one row more than the page when there is one. */
  list(tenantId: string, model: ModelName | null, page: Page): Promise<Retraining[]> {
    const query = this.dataSource.manager.createQueryBuilder(RetrainingEntity, 'r').where('r.tenant_id = :tenantId', { tenantId }); // prettier-ignore
    if (model !== null) query.andWhere('r.model = :model', { model });
    if (page.afterKey !== null) {
      const key = cursorKey.safeParse(page.afterKey);
      if (!key.success) throw badCursor();
      const [at, name, number] = key.data;
      query.andWhere(`(date_trunc('milliseconds', r.queued_at), r.model, r.number) < (:at, :name, :number)`, { at, name, number: Number(number) }); // prettier-ignore
    }
    return query.orderBy('r.queuedAt', 'DESC').addOrderBy('r.model', 'DESC').addOrderBy('r.number', 'DESC').limit(page.limit + 1).getMany(); // prettier-ignore
  }

  private async change({ tenantId, model, number, attempts }: RetrainingKey, change: string, values: readonly unknown[]): Promise<boolean> {
    const changed: unknown = await this.dataSource.query(
      `update retrainings set ${change} where tenant_id = $1 and model = $2 and number = $3 and attempts = $4 and state = 'RUNNING' returning number`,
      [tenantId, model, number, attempts, ...values.map((value) => value ?? null)],
    );
    return changedSchema.parse(changed)[1] === 1;
  } // prettier-ignore
}
