import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Queues } from '../../platform/queue/queues.js';
import { wordFor, type Change } from './change-message.js';
import { ChangeMessages } from './change-messages.js';
import { DeliveriesRepository, type Delivery } from './deliveries.repository.js';
import { jobIdOf, publishedChanges } from './published-changes.js';
import { signedHeaders } from '../../platform/webhooks/signature.js';
import { secretsOf, type Subscription, type WebhookTarget } from './subscription.js';
import { WebhookPost } from '../../platform/webhooks/webhook-post.js';

/** Hands what is in a delivery over to its receiver, whichever way it takes. */
@Injectable()
export class HandingOver {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly messages: ChangeMessages,
    private readonly post: WebhookPost,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** Null when the receiver has it, else why not. What is left of a delivery after erasures may be nothing: then it is over. */
  async hand(subscription: Subscription, delivery: Delivery): Promise<string | null> {
    const changes = await this.deliveries.changesOf(delivery);
    if (changes.length === 0) return null;
    return subscription.target
      ? this.toWebhook(subscription, subscription.target, delivery, changes)
      : this.toQueue(subscription, changes);
  }

  private async toWebhook(
    subscription: Subscription,
    target: WebhookTarget,
    { id, createdAt, tries }: Delivery,
    changes: readonly Change[],
  ): Promise<string | null> {
    const told = await this.messages.of(this.deliveries.manager, subscription, changes, tries === 0);
    if (told.length === 0) return null;
    const data = { subscriptionId: subscription.id, changes: told };
    const body = JSON.stringify({ type: 'segment.changes', timestamp: createdAt.toISOString(), data });
    const now = this.clock.now();
    const content = { id, sentAt: Math.floor(now / 1_000), body };
    const headers = signedHeaders(content, secretsOf(target, now));
    return (await this.post.send({ url: target.url, headers, body })).failure;
  }

  private async toQueue({ tenantId, id }: Subscription, changes: readonly Change[]): Promise<null> {
    const jobs = changes.map((change) => ({
      id: jobIdOf(change.id),
      payload: {
        id: change.id,
        tenantId,
        subscriptionId: id,
        change: wordFor(change),
        segmentId: change.segmentId,
        segmentVersion: change.segmentVersion,
        profileId: change.profileId,
        at: change.at.toISOString(),
      },
    }));
    await this.queues.handOver(publishedChanges, jobs);
    return null;
  }
}
