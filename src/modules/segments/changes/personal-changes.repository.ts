import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Person } from '../../../models/rights/personal-data.js';

/** A change of somebody's, and whether it was handed over. */
export interface PersonalChange {
  readonly segmentId: string;
  readonly hasEntered: boolean;
  readonly at: Date;
  readonly receiver: string;
  readonly handedOverAt: Date | null;
}

/** SQL of one person's changes. */
@Injectable()
export class PersonalChangesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Every change there is a record of, the oldest first. */
  changesOf({ tenantId, profileIds }: Person): Promise<PersonalChange[]> {
    return this.dataSource.query(
      `select c.segment_id as "segmentId", c.has_entered as "hasEntered", c.at, s.receiver,
         case d.status when 'DELIVERED' then d.settled_at end as "handedOverAt"
       from segment_changes c
       join segment_subscriptions s on s.tenant_id = c.tenant_id and s.id = c.subscription_id
       left join segment_deliveries d on d.tenant_id = c.tenant_id and d.id = c.delivery_id
       where c.tenant_id = $1 and c.profile_id = any($2) order by c.id`,
      [tenantId, profileIds],
    );
  }

  /** Those that lie in a queue, or did. */
  async queued(manager: EntityManager, { tenantId, profileIds }: Person): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `select c.id from segment_changes c
       join segment_subscriptions s on s.tenant_id = c.tenant_id and s.id = c.subscription_id
       where c.tenant_id = $1 and c.profile_id = any($2) and s.kind = 'QUEUE' and c.delivery_id is not null`,
      [tenantId, profileIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Removes them all; says how many. */
  async erase(manager: EntityManager, { tenantId, profileIds }: Person): Promise<number> {
    const [, count]: [unknown, number] = await manager.query(
      'delete from segment_changes where tenant_id = $1 and profile_id = any($2)',
      [tenantId, profileIds],
    );
    return count;
  }
}
