import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SubscriptionStatus } from '../../../models/segment/segment-subscription.entity.js';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { Changes } from '../../platform/changes.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import { webhookTargetSchema, type Subscription, type SubscriptionKey, type WebhookTarget } from './subscription.js'; // prettier-ignore

type Row = Omit<Subscription, 'target'> & { readonly sealed: string | null };

const place = sealedColumns.subscriptionTarget;
const columns = `tenant_id as "tenantId", id, kind, receiver, segment_ids as "segmentIds", sealed_target as sealed, status,
  created_by as "createdBy", counts_from as "countsFrom", missed_until as "missedUntil"`;

/** What every process is told under, once it is so, where somebody may be subscribed from then on. */
export const subscriptionsTopic = 'segment-subscriptions';

/** SQL of `segment_subscriptions`. */
@Injectable()
export class SubscriptionsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
    private readonly changes: Changes,
  ) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async count(manager: EntityManager, tenantId: string): Promise<number> {
    const [row]: { count: number }[] = await manager.query(
      'select count(*)::int as count from segment_subscriptions where tenant_id = $1',
      [tenantId],
    );
    return row?.count ?? 0;
  }

  async add(manager: EntityManager, subscription: Subscription): Promise<void> {
    const { tenantId, id, kind, receiver, segmentIds, target, status, createdBy, countsFrom } = subscription;
    await manager.query(
      `insert into segment_subscriptions (tenant_id, id, kind, receiver, segment_ids, sealed_target, status, created_by, counts_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tenantId, id, kind, receiver, segmentIds, target && this.seal(tenantId, target), status, createdBy, countsFrom], // prettier-ignore
    );
    await this.changes.announce(manager, subscriptionsTopic, tenantId);
  }

  async find({ tenantId, id }: SubscriptionKey): Promise<Subscription | null> {
    const [row]: Row[] = await this.dataSource.query(
      `select ${columns} from segment_subscriptions where tenant_id = $1 and id = $2`,
      [tenantId, id],
    );
    return row ? this.opened(row) : null;
  }

  /** The subscription, held against other changes until the transaction ends. */
  async hold(manager: EntityManager, { tenantId, id }: SubscriptionKey): Promise<Subscription | null> {
    const [row]: Row[] = await manager.query(
      `select ${columns} from segment_subscriptions where tenant_id = $1 and id = $2 for no key update`,
      [tenantId, id],
    );
    return row ? this.opened(row) : null;
  }

  /** All of a tenant's, the oldest first. */
  async list(tenantId: string): Promise<Subscription[]> {
    const rows: Row[] = await this.dataSource.query(
      `select ${columns} from segment_subscriptions where tenant_id = $1 order by counts_from, id`,
      [tenantId],
    );
    return rows.map((row) => this.opened(row));
  }

  async setStatus(
    manager: EntityManager,
    { tenantId, id }: SubscriptionKey,
    status: SubscriptionStatus,
  ): Promise<void> {
    await manager.query('update segment_subscriptions set status = $3 where tenant_id = $1 and id = $2', [
      tenantId,
      id,
      status,
    ]);
    await this.changes.announce(manager, subscriptionsTopic, tenantId);
  }

  async setTarget(
    manager: EntityManager,
    { tenantId, id }: SubscriptionKey,
    target: WebhookTarget,
  ): Promise<void> {
    await manager.query(
      'update segment_subscriptions set sealed_target = $3 where tenant_id = $1 and id = $2',
      [tenantId, id, this.seal(tenantId, target)],
    );
  }

  /** With all that it was to hear of. */
  async remove({ tenantId, id }: SubscriptionKey): Promise<void> {
    await this.dataSource.query('delete from segment_subscriptions where tenant_id = $1 and id = $2', [
      tenantId,
      id,
    ]);
  }

  /** Whether any subscription of anybody is active. */
  async isAnyActive(): Promise<boolean> {
    const rows: object[] = await this.dataSource.query(
      `select from segment_subscriptions where status = 'ACTIVE' limit 1`,
    );
    return rows.length > 0;
  }

  /** Subscriptions that have something to hear of now, and that nobody is at. */
  withWork(now: Date): Promise<SubscriptionKey[]> {
    return this.dataSource.query(
      `select s.tenant_id as "tenantId", s.id from segment_subscriptions s
       where s.status = 'ACTIVE' and (s.taken_until is null or s.taken_until < now()) and (
         exists (select from segment_deliveries d
           where d.tenant_id = s.tenant_id and d.subscription_id = s.id and d.status = 'PENDING' and d.due_at <= $1)
         or exists (select from segment_changes c
           where c.tenant_id = s.tenant_id and c.subscription_id = s.id and c.delivery_id is null)
           and not exists (select from segment_deliveries d
             where d.tenant_id = s.tenant_id and d.subscription_id = s.id and d.status = 'PENDING' and not d.is_resent))`,
      [now],
    );
  }

  /**
   * Takes a subscription for a while, or goes on holding it; false when another worker has it. Holds no connection, as
   * receivers may be slow. One who dies with it is waited for so long.
   */
  async take({ tenantId, id }: SubscriptionKey, by: string, seconds: number): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `update segment_subscriptions set taken_by = $3, taken_until = now() + make_interval(secs => $4)
       where tenant_id = $1 and id = $2 and (taken_by = $3 or taken_until is null or taken_until < now())`,
      [tenantId, id, by, seconds],
    );
    return count > 0;
  }

  async letGo({ tenantId, id }: SubscriptionKey, by: string): Promise<void> {
    await this.dataSource.query(
      `update segment_subscriptions set taken_by = null, taken_until = null
       where tenant_id = $1 and id = $2 and taken_by = $3`,
      [tenantId, id, by],
    );
  }

  private opened({ sealed, ...row }: Row): Subscription {
    if (sealed === null) return { ...row, target: null };
    const target: unknown = JSON.parse(this.ring.open(place, row.tenantId, sealed));
    return { ...row, target: webhookTargetSchema.parse(target) };
  }

  private seal(tenantId: string, target: WebhookTarget): string {
    return this.ring.seal(place, tenantId, JSON.stringify(target));
  }
}
