import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Person } from '../../../models/rights/personal-data.js';

/** To whom a lead was given, as its person may know it. */
export interface ToldHandover {
  readonly id: string;
  readonly leadId: string;
  readonly receiver: string;
  readonly kind: string;
  readonly status: string;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** SQL of what was handed over of a person. */
@Injectable()
export class PersonalHandoversRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What was and is to be handed over of a person, the oldest first. */
  of({ tenantId, identityIds }: Person): Promise<ToldHandover[]> {
    return this.dataSource.query(
      `select d.id, d.lead_id as "leadId", t.name as receiver, t.kind, d.status, d.created_at as "createdAt",
         d.settled_at as "settledAt"
       from handover_deliveries d join handover_targets t on t.tenant_id = d.tenant_id and t.id = d.target_id
       where d.tenant_id = $1 and d.identity_id = any($2) order by d.position`,
      [tenantId, identityIds],
    );
  }

  /** Removes it, what waits to be handed over too; says how many. */
  async erase(manager: EntityManager, { tenantId, identityIds }: Person): Promise<number> {
    const [, count]: [unknown, number] = await manager.query(
      'delete from handover_deliveries where tenant_id = $1 and identity_id = any($2)',
      [tenantId, identityIds],
    );
    return count;
  }
}
