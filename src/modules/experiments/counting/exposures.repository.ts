import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Exposure } from '../../../models/experiment/tried.js';
import type { CountedExposure } from './recount.js';

/** Which experiment. */
export interface ExperimentKey {
  readonly tenantId: string;
  readonly id: string;
}

/** An id as exposures may know it: by its keyed hash, or as the identity it is kept as. */
export interface ExposedId {
  /** `base64url`. */
  readonly alias: string;
  readonly identityId: string;
}

type Row = Omit<CountedExposure, 'unit' | 'exposedAt'> & { readonly unit: Buffer; readonly exposedAt: Date };

const columns = 'unit, arm, exposed_at as "exposedAt", identity_id as "identityId", state, contribution';

/** SQL of `experiment_exposures`. */
@Injectable()
export class ExposuresRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Of the same experiment and id the first stays; each waits to be counted. */
  async insert(exposures: readonly Exposure[]): Promise<void> {
    await this.dataSource.query(
      `insert into experiment_exposures (tenant_id, experiment_id, unit, arm, exposed_at, decision_id, state, stale_since)
       select t, e, u, a, at, d, 'NEW', at
       from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::smallint[], $5::timestamptz[], $6::uuid[]) as x (t, e, u, a, at, d)
       order by t, e, u, at on conflict do nothing`,
      [
        exposures.map(({ tenantId }) => tenantId),
        exposures.map(({ experimentId }) => experimentId),
        exposures.map(({ unit }) => Buffer.from(unit, 'base64url')),
        exposures.map(({ arm }) => arm),
        exposures.map(({ exposedAt }) => new Date(exposedAt)),
        exposures.map(({ decisionId }) => decisionId),
      ],
    );
  }

  /** Has whoever is known by these ids counted anew, in each of these experiments they were exposed to. */
  async mark(
    manager: EntityManager,
    tenantId: string,
    experimentIds: readonly string[],
    ids: readonly ExposedId[],
    now: Date,
  ): Promise<void> {
    await manager.query(
      `update experiment_exposures set stale_since = coalesce(stale_since, $5)
       where tenant_id = $1 and experiment_id = any($2) and (unit = any($3::bytea[]) or identity_id = any($4::uuid[]))`,
      [tenantId, experimentIds, hashesOf(ids), ids.map(({ identityId }) => identityId), now],
    );
  }

  /** Some that wait to be counted, the longest waiting first. */
  async stale(manager: EntityManager, { tenantId, id }: ExperimentKey, limit: number): Promise<CountedExposure[]> {
    const rows: Row[] = await manager.query(
      `select ${columns} from experiment_exposures
       where tenant_id = $1 and experiment_id = $2 and stale_since is not null
       order by stale_since, unit limit $3 for update`,
      [tenantId, id, limit],
    );
    return rows.map(toCounted);
  } // prettier-ignore

  /** All exposures under these ids. */
  async under(
    manager: EntityManager,
    { tenantId, id }: ExperimentKey,
    ids: readonly ExposedId[],
  ): Promise<CountedExposure[]> {
    const rows: Row[] = await manager.query(
      `select ${columns} from experiment_exposures
       where tenant_id = $1 and experiment_id = $2 and (unit = any($3::bytea[]) or identity_id = any($4::uuid[]))
       order by unit for update`,
      [tenantId, id, hashesOf(ids), ids.map(({ identityId }) => identityId)],
    );
    return rows.map(toCounted);
  }

  /** Writes where they stand now; none of them waits any more. */
  async save(
    manager: EntityManager,
    { tenantId, id }: ExperimentKey,
    exposures: readonly CountedExposure[],
  ): Promise<void> {
    await manager.query(
      `update experiment_exposures e set identity_id = n."identityId", state = n.state, contribution = n.contribution, stale_since = null
       from jsonb_to_recordset($3::jsonb) as n (unit text, "identityId" uuid, state text, contribution jsonb)
       where e.tenant_id = $1 and e.experiment_id = $2 and e.unit = decode(n.unit, 'hex')`,
      [tenantId, id, JSON.stringify(exposures.map((each) => ({ ...each, unit: Buffer.from(each.unit, 'base64url').toString('hex') })))], // prettier-ignore
    );
  }

  /** Takes out people who were erased; what they added to sums stays. */
  async remove(
    manager: EntityManager,
    { tenantId, id }: ExperimentKey,
    exposures: readonly CountedExposure[],
  ): Promise<void> {
    await manager.query(
      'delete from experiment_exposures where tenant_id = $1 and experiment_id = $2 and unit = any($3::bytea[])',
      [tenantId, id, exposures.map(({ unit }) => Buffer.from(unit, 'base64url'))],
    );
  }

  /** How many wait to be counted, and how many are of people who are counted by another exposure of theirs. */
  async standing({ tenantId, id }: ExperimentKey): Promise<{ waiting: number; seconds: number }> {
    const [row]: { waiting: string; seconds: string }[] = await this.dataSource.query(
      `select (select count(*) from experiment_exposures where tenant_id = $1 and experiment_id = $2 and stale_since is not null) as waiting,
         (select count(*) from experiment_exposures where tenant_id = $1 and experiment_id = $2 and state = 'SECOND') as seconds`,
      [tenantId, id],
    );
    return { waiting: Number(row?.waiting ?? 0), seconds: Number(row?.seconds ?? 0) };
  }

  /** Forgets who was exposed to experiments that ended before then and more days than they count and `graceDays`. */
  async forget(now: Date, graceDays: number): Promise<void> {
    await this.dataSource.query(
      `delete from experiment_exposures x using experiments e
       where e.status = 'ENDED' and e.ends_at + make_interval(days => (e.plan->>'countedDays')::int + $2::int) < $1
         and x.tenant_id = e.tenant_id and x.experiment_id = e.id`,
      [now, graceDays],
    );
  }
}

function hashesOf(ids: readonly ExposedId[]): Buffer[] {
  return ids.map(({ alias }) => Buffer.from(alias, 'base64url'));
}

function toCounted({ unit, exposedAt, ...row }: Row): CountedExposure {
  return { ...row, unit: unit.toString('base64url'), exposedAt: exposedAt.getTime() };
}
