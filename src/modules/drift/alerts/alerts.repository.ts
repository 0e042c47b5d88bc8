import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { ModelAlertEntity } from '../../../models/prediction/model-alert.entity.js';
import type { ModelName } from '../../../models/prediction/model-manifest.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import type { WatchedVersion } from '../drift.repository.js';

const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Which alerts. */
export interface AlertsAsk {
  /** Null: of all. */
  readonly model: ModelName | null;
  /** Those that are open, those that are closed; null: both. */
  readonly isOpen: boolean | null;
}

/** SQL of `model_alerts`. */
@Injectable()
export class AlertsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Open alerts of a tenant's model, whichever the version. */
  open(manager: EntityManager, { tenantId, model }: Pick<WatchedVersion, 'tenantId' | 'model'>): Promise<ModelAlertEntity[]> {
    return manager.findBy(ModelAlertEntity, { tenantId, model, closedAt: IsNull() });
  } // prettier-ignore

  /** Raises alerts; one that is open already stays as it is. */
  async raise(manager: EntityManager, alerts: readonly ModelAlertEntity[]): Promise<void> {
    if (alerts.length === 0) return;
    await manager
      .createQueryBuilder()
      .insert()
      .into(ModelAlertEntity)
      .values([...alerts])
      .orIgnore()
      .execute();
  }

  async close(manager: EntityManager, { tenantId, id }: ModelAlertEntity, closedAt: Date, closing: string): Promise<void> {
    await manager.update(ModelAlertEntity, { tenantId, id, closedAt: IsNull() }, { closedAt, closing });
  } // prettier-ignore

  /** A tenant's alerts, newest first; one row more than the page when there is one. */
  list(tenantId: string, { model, isOpen }: AlertsAsk, page: Page): Promise<ModelAlertEntity[]> {
    const query = this.dataSource.manager.createQueryBuilder(ModelAlertEntity, 'a').where('a.tenant_id = :tenantId', { tenantId }); // prettier-ignore
    if (model !== null) query.andWhere('a.model = :model', { model });
    if (isOpen !== null) query.andWhere(`a.closed_at is ${isOpen ? 'null' : 'not null'}`);
    if (page.afterKey !== null) {
      const key = cursorKey.safeParse(page.afterKey);
      if (!key.success) throw badCursor();
      query.andWhere(`(date_trunc('milliseconds', a.opened_at), a.id) < (:at, :id)`, { at: key.data[0], id: key.data[1] }); // prettier-ignore
    }
    return query
      .orderBy('a.openedAt', 'DESC')
      .addOrderBy('a.id', 'DESC')
      .limit(page.limit + 1)
      .getMany();
  }

  /** How many are open of each model: numbers of the installation, nothing of a tenant. */
  countOpen(): Promise<{ model: ModelName; count: number }[]> {
    return this.dataSource.query('select model, count(*)::int as count from model_alerts where closed_at is null group by model'); // prettier-ignore
  }
}
