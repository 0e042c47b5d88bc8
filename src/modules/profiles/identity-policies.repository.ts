import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  firstIdentityPolicy,
  identityPolicySchema,
  type IdentityPolicy,
} from '../../models/profile/identity-policy.js';

/** SQL of `identity_policies`. */
@Injectable()
export class IdentityPoliciesRepository {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** The tenant's policy, or the one that every tenant has first. */
  async policy(tenantId: string): Promise<IdentityPolicy> {
    const [row]: unknown[] = await this.dataSource.query(
      'select join_by as "joinBy" from identity_policies where tenant_id = $1',
      [tenantId],
    );
    return row === undefined ? firstIdentityPolicy : identityPolicySchema.parse(row);
  }

  async save(manager: EntityManager, tenantId: string, { joinBy }: IdentityPolicy, now: Date): Promise<void> {
    await manager.query(
      `insert into identity_policies (tenant_id, join_by, changed_at) values ($1, $2, $3)
       on conflict (tenant_id) do update set join_by = excluded.join_by, changed_at = excluded.changed_at`,
      [tenantId, joinBy, now],
    );
  }
}
