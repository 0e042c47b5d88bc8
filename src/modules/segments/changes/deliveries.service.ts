import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import { Queues } from '../../platform/queue/queues.js';
import { AnybodySubscribed } from './anybody-subscribed.js';
import { changesError } from './changes.errors.js';
import { deliveriesQueue } from './deliveries.queue.js';
import { DeliveriesRepository, type Delivery } from './deliveries.repository.js';
import { DeliveryWork } from './delivery-work.js';
import type { SubscriptionKey } from './subscription.js';
import { SubscriptionsService } from './subscriptions.service.js';

const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** What became of handing changes over, and the work of it. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly repository: DeliveriesRepository,
    private readonly subscriptions: SubscriptionsService,
    private readonly work: DeliveryWork,
    private readonly anybody: AnybodySubscribed,
    private readonly queues: Queues,
  ) {}

  /**
   * Deliveries of a subscription, the newest first, one more than the page holds where there are more.
   * @throws AppError SUBSCRIPTION_NOT_FOUND, BAD_CURSOR
   */
  async list(
    caller: Caller,
    subscriptionId: string,
    status: Delivery['status'] | null,
    { afterKey, limit }: Page,
  ): Promise<Delivery[]> {
    const subscription = await this.subscriptions.find(caller, subscriptionId);
    const before = afterKey === null ? null : cursorKey.safeParse(afterKey);
    if (before?.success === false) throw badCursor();
    return this.repository.list(subscription, status, before?.data ?? null, limit + 1);
  }

  /** How many changes a subscription has yet to hear of. */
  waiting({ tenantId }: Caller, subscriptionId: string): Promise<number> {
    return this.repository.waiting({ tenantId, id: subscriptionId });
  }

  /**
   * Has a delivery tried once more, whether it was given up or accepted: the same changes under the same ids, but for
   * people who were erased.
   * @throws AppError SEGMENT_DELIVERY_NOT_FOUND
   */
  async resend({ tenantId }: Caller, id: string): Promise<Delivery> {
    const isId = z.uuid().safeParse(id).success;
    if (isId) await this.work.again({ tenantId, id });
    const delivery = isId ? await this.repository.find({ tenantId, id }) : null;
    if (delivery) return delivery;
    throw changesError('SEGMENT_DELIVERY_NOT_FOUND', 'There is no such delivery any more; segmentDeliveries lists them.'); // prettier-ignore
  }

  /** Wakes where anybody may have something to hear of. */
  async look(): Promise<void> {
    if (await this.anybody.is()) await this.wake();
  }

  /** Wakes a worker for each subscription that has something to hear of. */
  async wake(): Promise<void> {
    for (const subscription of await this.work.waiting())
      await this.queues.add(
        deliveriesQueue,
        { what: 'HAND_OVER', subscription },
        { dedupeId: `hand-over:${subscription.id}` },
      );
  }

  /** Hands over what one subscription has to hear of. */
  handOver(subscription: SubscriptionKey): Promise<void> {
    return this.work.take(subscription);
  }

  /** Forgets what is over. */
  tidy(): Promise<void> {
    return this.work.tidy();
  }
}
