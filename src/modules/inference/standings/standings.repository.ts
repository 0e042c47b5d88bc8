import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { modelNames, type ModelName } from '../../../models/prediction/model-manifest.js';
import { ModelHoldEntity } from '../../../models/prediction/model-hold.entity.js';
import { ModelMoveEntity } from '../../../models/prediction/model-move.entity.js';
import { ModelStandingEntity } from '../../../models/prediction/model-standing.entity.js';
import { modelStates, type ModelState } from '../../../models/prediction/model-standing.js';
import { ModelVersionEntity } from '../../../models/prediction/model-version.entity.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';

/** Where a version stands with a tenant, and since when. */
export type Standing = Pick<ModelStandingEntity, 'model' | 'version' | 'state' | 'since'>;
/** What is done with a version, before it has its number. */
export type ModelMove = Omit<ModelMoveEntity, 'tenantId' | 'number'>;

const inUseSchema = z.array(
  z.object({ model: z.enum(modelNames), version: z.string(), state: z.enum(modelStates) }),
);
const triedSchema = z.array(z.object({ model: z.enum(modelNames), version: z.string() }));
const cursorKey = z.tuple([z.iso.datetime(), z.enum(modelNames), z.string().regex(/^\d{1,9}$/)]);
const beginning = [null, null, null] as const;

/** SQL of `model_versions`, `model_standings`, `model_holds` and `model_moves`. */
@Injectable()
export class StandingsRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Writes versions down that are not yet; what was written of one before stays. */
  async register(found: readonly ModelVersionEntity[]): Promise<void> {
    if (found.length === 0) return;
    const { manager } = this.dataSource;
    await manager.createQueryBuilder().insert().into(ModelVersionEntity).values([...found]).orIgnore().execute(); // prettier-ignore
  }

  /** Of some versions, of any model, those that were ever found in this installation. */
  versions(named: readonly string[], manager = this.dataSource.manager): Promise<ModelVersionEntity[]> {
    return manager.findBy(ModelVersionEntity, { version: In([...new Set(named)]) });
  }

  /** Versions that answer or shadow for anybody: names of files, nothing of a tenant. */
  async inUse(): Promise<Pick<Standing, 'model' | 'version' | 'state'>[]> {
    const rows: unknown = await this.dataSource.query(
      `select distinct model, version, state from model_standings where state in ('CHAMPION', 'SHADOW')`,
    );
    return inUseSchema.parse(rows);
  }

  /** Versions that experiments try on anybody. */
  async tried(): Promise<Pick<Standing, 'model' | 'version'>[]> {
    const rows: unknown = await this.dataSource.query('select distinct model, version from model_holds');
    return triedSchema.parse(rows);
  }

  /** Who counts on a tenant's versions, in the order of their names. */
  holds(tenantId: string, manager = this.dataSource.manager): Promise<ModelHoldEntity[]> {
    return manager.find(ModelHoldEntity, {
      where: { tenantId },
      order: { name: 'ASC', experimentId: 'ASC' },
    });
  }

  /** Holds versions, or says anew as what. */
  async putHolds(manager: EntityManager, holds: readonly ModelHoldEntity[]): Promise<void> {
    await manager.upsert(ModelHoldEntity, [...holds], ['tenantId', 'experimentId', 'model', 'version']);
  }

  /** Whether an experiment held any. */
  async removeHolds(manager: EntityManager, tenantId: string, experimentId: string): Promise<boolean> {
    const { affected } = await manager.delete(ModelHoldEntity, { tenantId, experimentId });
    return (affected ?? 0) > 0;
  }

  /** Who answers whom, of all tenants: for work that is done for each of them. */
  champions(): Promise<(Standing & { tenantId: string })[]> {
    return this.dataSource.manager.find(ModelStandingEntity, { where: { state: 'CHAMPION' }, order: { tenantId: 'ASC', model: 'ASC' } }); // prettier-ignore
  }

  of(tenantId: string, manager = this.dataSource.manager): Promise<Standing[]> {
    return manager.findBy(ModelStandingEntity, { tenantId });
  }

  /** Keeps whoever else changes the tenant's versions of a model waiting until the transaction ends. */
  async hold(manager: EntityManager, tenantId: string, model: ModelName): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('models ' || $1 || ' ' || $2, 0))`, [tenantId, model]); // prettier-ignore
  }

  /** Where a version stands from now on. Candidates need no row, but keep the one they have. */
  async stand(manager: EntityManager, tenantId: string, { model, version, state, since }: Standing): Promise<void> {
    await manager.query(
      `insert into model_standings (tenant_id, model, version, state, since) values ($1, $2, $3, $4, $5)
       on conflict (tenant_id, model, version) do update set state = excluded.state, since = excluded.since`,
      [tenantId, model, version, state satisfies ModelState, since],
    );
  } // prettier-ignore

  /** Makes a version the first champion of a model that has none; with any other, nothing. */
  async found(tenantId: string, first: Omit<Standing, 'state'>): Promise<void> {
    const { model, version, since } = first;
    await this.dataSource.transaction(async (manager) => {
      await this.hold(manager, tenantId, model);
      if (await manager.existsBy(ModelStandingEntity, { tenantId, model, state: 'CHAMPION' })) return;
      await this.stand(manager, tenantId, { ...first, state: 'CHAMPION' });
      await this.note(manager, tenantId, { model, version, kind: 'FOUNDED', otherVersion: null, undoes: null, isForced: false, reason: null, movedBy: null, evidence: null, movedAt: since }); // prettier-ignore
    });
  }

  /** Adds to the audit trail; whoever does holds the model. */
  async note(manager: EntityManager, tenantId: string, move: ModelMove): Promise<void> {
    const last = await manager.maximum(ModelMoveEntity, 'number', { tenantId, model: move.model });
    await manager.insert(ModelMoveEntity, { ...move, tenantId, number: (last ?? 0) + 1 });
  }

  /** The newest promotion that was not rolled back: what a roll back takes back. */
  async standingPromotion(manager: EntityManager, tenantId: string, model: ModelName): Promise<ModelMoveEntity | null> {
    const [found]: { number: number }[] = await manager.query(
      `select number from model_moves m where tenant_id = $1 and model = $2 and kind = 'PROMOTED'
         and not exists (select from model_moves u where u.tenant_id = $1 and u.model = $2 and u.undoes = m.number)
       order by number desc limit 1`,
      [tenantId, model],
    );
    return found ? manager.findOneBy(ModelMoveEntity, { tenantId, model, number: found.number }) : null;
  } // prettier-ignore

  /** The audit trail, newest first; one row more than the page when there is one. */
  async moves(tenantId: string, model: ModelName | null, page: Page): Promise<ModelMoveEntity[]> {
    const [at, name, number] = page.afterKey === null ? beginning : keyOf(page.afterKey);
    const query = this.dataSource.manager.createQueryBuilder(ModelMoveEntity, 'm').where('m.tenant_id = :tenantId', { tenantId }); // prettier-ignore
    if (model !== null) query.andWhere('m.model = :model', { model });
    if (at !== null) query.andWhere('(date_trunc(\'milliseconds\', m.moved_at), m.model, m.number) < (:at, :name, :number)', { at, name, number: Number(number) }); // prettier-ignore
    return query.orderBy('m.movedAt', 'DESC').addOrderBy('m.model', 'DESC').addOrderBy('m.number', 'DESC').limit(page.limit + 1).getMany(); // prettier-ignore
  }
}

function keyOf(afterKey: readonly string[]): readonly [string, ModelName, string] {
  const key = cursorKey.safeParse(afterKey);
  if (!key.success) throw badCursor();
  return key.data;
}
