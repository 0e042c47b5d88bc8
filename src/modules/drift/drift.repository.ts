import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, Not, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { DriftSettingsEntity } from '../../models/prediction/drift-settings.entity.js';
import type { DriftThresholds } from '../../models/prediction/drift.js';
import { ModelDriftEntity } from '../../models/prediction/model-drift.entity.js';
import type { ModelName } from '../../models/prediction/model-manifest.js';

/** A version of a tenant's model. */
export type WatchedVersion = Pick<ModelDriftEntity, 'tenantId' | 'model' | 'version'>;

/** SQL of `model_drifts` and `drift_settings`. */
@Injectable()
export class DriftRepository {
  constructor(readonly dataSource: DataSource) {}

  /** What was found last of a version; null where it was never looked at. */
  find({ tenantId, model, version }: WatchedVersion, manager = this.dataSource.manager): Promise<ModelDriftEntity | null> {
    return manager.findOneBy(ModelDriftEntity, { tenantId, model, version });
  } // prettier-ignore

  /** Keeps whoever else judges the tenant's model waiting until the transaction ends. */
  async hold(manager: EntityManager, { tenantId, model }: WatchedVersion): Promise<void> {
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('drift ' || $1 || ' ' || $2, 0))`, [tenantId, model]); // prettier-ignore
  }

  /** What was found now. */
  async put(manager: EntityManager, found: ModelDriftEntity): Promise<void> {
    await manager.upsert(ModelDriftEntity, found, ['tenantId', 'model', 'version']);
  }

  /** Forgets other versions of the tenant's model that were last counted before a day. Returns them. */
  async forget(manager: EntityManager, { tenantId, model, version }: WatchedVersion, before: string): Promise<string[]> {
    const gone = await manager
      .createQueryBuilder()
      .delete()
      .from(ModelDriftEntity)
      .where({ tenantId, model, version: Not(version), countedUntil: LessThan(before) })
      .returning('version')
      .execute();
    return z.array(z.object({ version: z.string() })).parse(gone.raw).map((row) => row.version);
  } // prettier-ignore

  /** Null where the tenant set none. */
  thresholds(tenantId: string): Promise<DriftThresholds | null> {
    return this.dataSource.manager.findOneBy(DriftSettingsEntity, { tenantId });
  }

  async setThresholds(tenantId: string, { watch, drifted, calibration }: DriftThresholds, updatedAt: Date): Promise<void> {
    await this.dataSource.manager.upsert(DriftSettingsEntity, { tenantId, watch, drifted, calibration, updatedAt }, ['tenantId']);
  } // prettier-ignore

  /** How many tenants' champions stand how: numbers of the installation, nothing of a tenant. */
  states(): Promise<{ model: ModelName; state: string; count: number }[]> {
    return this.dataSource.query(
      `select d.model, d.report ->> 'state' as state, count(*)::int as count from model_drifts d
       where d.judged_at = (select max(judged_at) from model_drifts n where n.tenant_id = d.tenant_id and n.model = d.model)
       group by 1, 2`,
    );
  }
}
