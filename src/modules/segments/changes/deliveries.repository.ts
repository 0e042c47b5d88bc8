import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SegmentDeliveryEntity } from '../../../models/segment/segment-delivery.entity.js';
import type { Change } from './change-message.js';
import type { SubscriptionKey } from './subscription.js';

/** A delivery, and how many changes are in it. */
export type Delivery = Readonly<SegmentDeliveryEntity> & { readonly changes: number };

/** What a try came to. */
export interface Tried {
  readonly status: SegmentDeliveryEntity['status'];
  readonly tries: number;
  readonly dueAt: Date;
  readonly lastFailure: string | null;
  readonly settledAt: Date | null;
}

const columns = `d.tenant_id as "tenantId", d.id, d.subscription_id as "subscriptionId", d.status, d.is_resent as "isResent", d.tries,
  d.created_at as "createdAt", d.due_at as "dueAt", d.last_failure as "lastFailure", d.settled_at as "settledAt",
  (select count(*)::int from segment_changes c where c.tenant_id = d.tenant_id and c.delivery_id = d.id) as changes`;

/** SQL of `segment_deliveries` and of what is in them. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** The delivery that is due next, those asked for once more after the others; null when none is. */
  async due({ tenantId, id }: SubscriptionKey, now: Date): Promise<Delivery | null> {
    const [row]: Delivery[] = await this.dataSource.query(
      `select ${columns} from segment_deliveries d
       where d.tenant_id = $1 and d.subscription_id = $2 and d.status = 'PENDING' and d.due_at <= $3
       order by d.is_resent, d.created_at, d.id limit 1`,
      [tenantId, id, now],
    );
    return row ?? null;
  }

  /**
   * Makes a delivery of the next changes in their order; null when there are none, or one before it waits for its next try:
   * what a receiver hears of a person is in order.
   */
  async gather(
    { tenantId, id }: SubscriptionKey,
    deliveryId: string,
    most: number,
    now: Date,
  ): Promise<Delivery | null> {
    await this.dataSource.query(
      `with next as (
         select c.id from segment_changes c
         where c.tenant_id = $1 and c.subscription_id = $2 and c.delivery_id is null
           and not exists (select from segment_deliveries d
             where d.tenant_id = $1 and d.subscription_id = $2 and d.status = 'PENDING' and not d.is_resent)
         order by c.id limit $4
       ), made as (
         insert into segment_deliveries (tenant_id, id, subscription_id, status, is_resent, tries, created_at, due_at)
         select $1, $3, $2, 'PENDING', false, 0, $5::timestamptz, $5::timestamptz where exists (select from next)
         returning id
       )
       update segment_changes c set delivery_id = made.id from next, made
       where c.tenant_id = $1 and c.id = next.id and c.delivery_id is null`,
      [tenantId, id, deliveryId, most, now],
    );
    return this.find({ tenantId, id: deliveryId });
  }

  async find({ tenantId, id }: SubscriptionKey): Promise<Delivery | null> {
    const [row]: Delivery[] = await this.dataSource.query(
      `select ${columns} from segment_deliveries d where d.tenant_id = $1 and d.id = $2`,
      [tenantId, id],
    );
    return row ?? null;
  }

  /** What is in a delivery, in order. */
  changesOf({ tenantId, id }: SubscriptionKey): Promise<Change[]> {
    return this.dataSource.query(
      `select id, segment_id as "segmentId", segment_version as "segmentVersion", profile_id as "profileId",
         has_entered as "hasEntered", at
       from segment_changes where tenant_id = $1 and delivery_id = $2 order by id`,
      [tenantId, id],
    );
  }

  /** Notes a try, unless it was noted or asked for once more meanwhile. */
  async note({ tenantId, id, tries }: Delivery, tried: Tried): Promise<void> {
    await this.dataSource.query(
      `update segment_deliveries set status = $4, tries = $5, due_at = $6, last_failure = $7, settled_at = $8
       where tenant_id = $1 and id = $2 and tries = $3 and status = 'PENDING'`,
      [tenantId, id, tries, tried.status, tried.tries, tried.dueAt, tried.lastFailure, tried.settledAt],
    );
  }

  /** Has a delivery that is over tried once more; one that is not is left as it is. */
  async resend({ tenantId, id }: SubscriptionKey, now: Date): Promise<void> {
    await this.dataSource.query(
      `update segment_deliveries set status = 'PENDING', is_resent = true, tries = 0, due_at = $3, settled_at = null
       where tenant_id = $1 and id = $2 and status <> 'PENDING'`,
      [tenantId, id, now],
    );
  }

  /** Newest first. `before` is the (createdAt ISO, id) of the delivery before the page. */
  list(
    { tenantId, id }: SubscriptionKey,
    status: Delivery['status'] | null,
    before: readonly [string, string] | null,
    limit: number,
  ): Promise<Delivery[]> {
    return this.dataSource.query(
      `select ${columns} from segment_deliveries d
       where d.tenant_id = $1 and d.subscription_id = $2 and ($3::text is null or d.status = $3)
         and ($4::timestamptz is null or (d.created_at, d.id) < ($4::timestamptz, $5::uuid))
       order by d.created_at desc, d.id desc limit $6`,
      [tenantId, id, status, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
  }

  /** How many changes a subscription has yet to hear of. */
  async waiting({ tenantId, id }: SubscriptionKey): Promise<number> {
    const [row]: { waiting: number }[] = await this.dataSource.query(
      `select count(*)::int as waiting from segment_changes c
       left join segment_deliveries d on d.tenant_id = c.tenant_id and d.id = c.delivery_id
       where c.tenant_id = $1 and c.subscription_id = $2 and coalesce(d.status, 'PENDING') = 'PENDING'`,
      [tenantId, id],
    );
    return row?.waiting ?? 0;
  }

  /** Gives up what was due before then and not tried since, as its subscription is paused. Returns how many deliveries. */
  async giveUpPaused(dueBefore: Date, why: string, now: Date): Promise<number> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `update segment_deliveries d set status = 'DEAD', last_failure = $2, settled_at = $3
       from segment_subscriptions s
       where s.tenant_id = d.tenant_id and s.id = d.subscription_id and s.status = 'PAUSED'
         and d.status = 'PENDING' and d.due_at < $1`,
      [dueBefore, why, now],
    );
    return count;
  }

  /**
   * Forgets what was accepted before the first instant, and what was not accepted or handed over before the second. That a
   * subscription never heard of the latter is noted with it.
   */
  async forget(acceptedBefore: Date, notedBefore: Date): Promise<void> {
    await this.dataSource.query(
      `delete from segment_deliveries
       where status = 'DELIVERED' and settled_at < $1 or status = 'DEAD' and settled_at < $2`,
      [acceptedBefore, notedBefore],
    );
    await this.dataSource.query(
      `with gone as (
         delete from segment_changes where delivery_id is null and at < $1 returning tenant_id, subscription_id, at
       ), missed as (select tenant_id, subscription_id, max(at) as until from gone group by tenant_id, subscription_id)
       update segment_subscriptions s set missed_until = greatest(s.missed_until, m.until)
       from missed m where s.tenant_id = m.tenant_id and s.id = m.subscription_id`,
      [notedBefore],
    );
  }
}
