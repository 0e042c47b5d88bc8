import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock.js';
import { afterTry } from './after-try.js';
import { DeliveriesRepository, type Delivery } from './deliveries.repository.js';
import { DeliveryMetrics } from './delivery.metrics.js';
import { HandingOver } from './handing-over.js';
import type { SubscriptionKey } from './subscription.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** Most changes handed over together. */
const batch = 500;
/** How long one subscription is worked at in one go; then a worker that is to stop can. */
const turnMs = 5_000;
/** For how long a worker has it between two deliveries: longer than a receiver may take. */
const heldSeconds = 20;
const dayMs = 86_400_000;
/** How long deliveries can be asked for once more; and how long what was not accepted waits to be sent, or for somebody to look. */
const keptMs = { delivered: 7 * dayMs, rest: 30 * dayMs };
/** Told of deliveries that were not tried for so long. */
const pausedTooLong = 'The subscription was paused for longer than such a delivery is kept.';

/**
 * Hands changes over, subscription by subscription, each in the order of its changes. What stands in the tables is the truth:
 * a change stays until its receiver has accepted it, whoever dies when, so it is handed over at least once.
 */
@Injectable()
export class DeliveryWork {
  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly handing: HandingOver,
    private readonly metrics: DeliveryMetrics,
    private readonly clock: Clock,
  ) {}

  /** Subscriptions that have something to hear of now. */
  waiting(): Promise<SubscriptionKey[]> {
    return this.subscriptions.withWork(new Date(this.clock.now()));
  }

  /** Hands over what one subscription has to hear of, unless another worker is at it. */
  async take(key: SubscriptionKey): Promise<void> {
    const worker = randomUUID();
    const until = Date.now() + turnMs;
    try {
      while (Date.now() < until) {
        if (!(await this.subscriptions.take(key, worker, heldSeconds))) return;
        if (!(await this.handNext(key))) return;
      }
    } finally {
      await this.subscriptions.letGo(key, worker);
    }
  }

  /** Has a delivery handed over once more, as soon as somebody is at it. */
  again(key: SubscriptionKey): Promise<void> {
    return this.deliveries.resend(key, new Date(this.clock.now()));
  }

  /** Gives up what waits too long with a subscription that is paused, and forgets what is over. */
  async tidy(): Promise<void> {
    const now = this.clock.now();
    const givenUp = await this.deliveries.giveUpPaused(
      new Date(now - keptMs.rest),
      pausedTooLong,
      new Date(now),
    );
    this.metrics.gaveUp(givenUp);
    await this.deliveries.forget(new Date(now - keptMs.delivered), new Date(now - keptMs.rest));
  }

  /** False when there is nothing to be handed over just now. */
  private async handNext(key: SubscriptionKey): Promise<boolean> {
    const subscription = await this.subscriptions.find(key);
    if (subscription?.status !== 'ACTIVE') return false;
    const delivery = await this.next(key);
    if (!delivery) return false;
    const failure = await this.handing
      .hand(subscription, delivery)
      .catch((fault: unknown) => this.metrics.failed(fault, delivery));
    const tried = afterTry(delivery, failure, this.clock.now(), Math.random());
    await this.deliveries.note(delivery, tried);
    this.metrics.tried(tried.status, delivery.changes);
    return true;
  }

  private async next(key: SubscriptionKey): Promise<Delivery | null> {
    const now = this.clock.now();
    const due = await this.deliveries.due(key, new Date(now));
    return due ?? this.deliveries.gather(key, uuidv7({ msecs: now }), batch, new Date(now));
  }
}
