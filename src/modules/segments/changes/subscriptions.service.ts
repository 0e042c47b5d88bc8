import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { SubscriptionStatus } from '../../../models/segment/segment-subscription.entity.js';
import { EventsService } from '../../events/events.service.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { consumer } from '../following.js';
import { segmentNotFound } from '../segments.errors.js';
import { SegmentsRepository } from '../segments.repository.js';
import { changesError } from './changes.errors.js';
import { secretOf } from '../../platform/webhooks/signature.js';
import { draftProblem, type SubscriptionDraft } from './subscription-draft.js';
import { withSecret, type Subscription, type WebhookTarget } from './subscription.js';
import { SubscriptionsRepository } from './subscriptions.repository.js';

/** Most subscriptions a tenant may have; each has a copy of every change. */
const mostSubscriptions = 20;

/** A subscription, and its secret, which is told this once. Null of a queue. */
export interface Secret {
  readonly subscription: Subscription;
  readonly secret: string | null;
}

/** Who hears of people entering and leaving segments. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly repository: SubscriptionsRepository,
    private readonly segments: SegmentsRepository,
    private readonly events: EventsService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins a subscription. From `countsFrom` on nothing is missed: no shard is evaluated while it is written, so every
   * change is either before it, and can be read already, or is handed over.
   * @throws AppError INVALID_SUBSCRIPTION, SEGMENT_NOT_FOUND, SUBSCRIPTION_LIMIT
   */
  async subscribe({ tenantId, keyId }: Caller, draft: SubscriptionDraft): Promise<Secret> {
    const problem = draftProblem(draft, this.config.mayPostInside);
    if (problem !== null)
      throw changesError('INVALID_SUBSCRIPTION', `It cannot be subscribed to so: ${problem}`);
    const segmentIds = draft.segmentIds ? [...new Set(draft.segmentIds)] : null;
    for (const id of segmentIds ?? [])
      if ((await this.segments.find(tenantId, id))?.status !== 'ACTIVE') throw segmentNotFound(id);
    const { kind, receiver, url } = draft;
    const secret = newSecret();
    const target = typeof url === 'string' ? { url: new URL(url).href, secret, former: null } : null;
    const subscription = await this.repository.transaction(async (manager) => {
      await this.events.holdAll(manager, consumer);
      if ((await this.repository.count(manager, tenantId)) >= mostSubscriptions)
        throw changesError(
          'SUBSCRIPTION_LIMIT',
          `There are ${mostSubscriptions} subscriptions already; remove one that is no longer used.`,
        );
      const begun = { tenantId, id: randomUUID(), kind, receiver, segmentIds, target, status: 'ACTIVE' as const, createdBy: keyId, countsFrom: new Date(this.clock.now()), missedUntil: null }; // prettier-ignore
      await this.repository.add(manager, begun);
      return begun;
    });
    return { subscription, secret: target && secret };
  }

  /** The tenant's, the oldest first. */
  list({ tenantId }: Caller): Promise<Subscription[]> {
    return this.repository.list(tenantId);
  }

  /** Pauses or goes on. Meanwhile changes are kept. @throws AppError SUBSCRIPTION_NOT_FOUND */
  async setStatus(caller: Caller, id: string, status: SubscriptionStatus): Promise<Subscription> {
    const subscription = await this.find(caller, id);
    await this.repository.transaction((manager) => this.repository.setStatus(manager, subscription, status));
    return { ...subscription, status };
  }

  /**
   * Gives it another secret; the one before signs too for a day. Of two at once the later follows the other: each secret that
   * is returned signs.
   * @throws AppError SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_UNSIGNED
   */
  async rotate(caller: Caller, id: string): Promise<Secret> {
    const key = await this.find(caller, id);
    return this.repository.transaction(async (manager) => {
      const subscription = (await this.repository.hold(manager, key)) ?? notFound();
      if (!subscription.target)
        throw changesError('SUBSCRIPTION_UNSIGNED', 'A queue is part of this installation and is not signed.'); // prettier-ignore
      const secret = newSecret();
      const target: WebhookTarget = withSecret(subscription.target, secret, this.clock.now());
      await this.repository.setTarget(manager, subscription, target);
      return { subscription: { ...subscription, target }, secret };
    });
  }

  /** Ends it, with what was not handed over. @throws AppError SUBSCRIPTION_NOT_FOUND */
  async remove(caller: Caller, id: string): Promise<Subscription> {
    const subscription = await this.find(caller, id);
    await this.repository.remove(subscription);
    return subscription;
  }

  /** @throws AppError SUBSCRIPTION_NOT_FOUND */
  async find({ tenantId }: Caller, id: string): Promise<Subscription> {
    const found = z.uuid().safeParse(id).success ? await this.repository.find({ tenantId, id }) : null;
    return found ?? notFound();
  }
}

function notFound(): never {
  throw changesError('SUBSCRIPTION_NOT_FOUND', 'There is no such subscription; segmentSubscriptions lists them.'); // prettier-ignore
}

function newSecret(): string {
  return secretOf(randomBytes(32));
}
