import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { LeadNewsItem } from '../../../models/lead/lead-news.js';
import { LeadNews } from '../../leads/lead-news.service.js';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import { HandoverDeliveriesRepository, type DeliveryFilter } from './deliveries.repository.js';
import type { Delivery } from './delivery.js';
import { HandoverWork } from './handover-work.js';

/** Under this topic every worker hears that there is something to hand over. */
const topic = 'handover';
const idSchema = z.uuid();
const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);
type Routed = Extract<LeadNewsItem, { what: 'ROUTED' }>;
/** How long it can be seen what was handed over, and asked for once more. */
const keptMs = 2 * 365 * 86_400_000;

/**
 * What is to be handed over, was, and could not be. A delivery is written in the transaction that makes or moves its lead: the
 * one is there exactly when the other is.
 */
@Injectable()
export class HandoverDeliveries implements OnModuleInit {
  constructor(
    private readonly repository: HandoverDeliveriesRepository,
    private readonly work: HandoverWork,
    private readonly news: LeadNews,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.news.onNews(async (manager, news) => {
      await this.write(manager, news);
      await this.changes.announce(manager, topic, news.tenantId);
    });
  }

  /**
   * Deliveries, the newest first, one more than the page holds where there are more; none of what is not the tenant's.
   * @throws AppError BAD_CURSOR
   */
  async list({ tenantId }: Caller, filter: DeliveryFilter, { afterKey, limit }: Page): Promise<Delivery[]> {
    const before = afterKey === null ? null : cursorKey.safeParse(afterKey);
    if (before?.success === false) throw badCursor();
    const named = [filter.leadId, filter.targetId].filter((id) => id !== null);
    if (!named.every((id) => idSchema.safeParse(id).success)) return [];
    return this.repository.list(tenantId, filter, before?.data ?? null, limit + 1);
  }

  /** One delivery; null when it is not there or another tenant's. */
  async find({ tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<Delivery | null> {
    return idSchema.safeParse(id).success ? this.repository.find({ tenantId, id }) : null;
  }

  /** Has a delivery tried again now, given up, accepted or waiting: under the same id. Null when there is none. */
  async resend(caller: Caller, id: string): Promise<Delivery | null> {
    const { tenantId } = caller;
    const delivery = await this.find(caller, id);
    const now = new Date(this.clock.now());
    if (delivery)
      await this.repository.resend(delivery, now, (manager) =>
        this.changes.announce(manager, topic, tenantId),
      );
    return delivery && this.find(caller, id);
  }

  /** Is called whenever something may be due before the next tick: there is news, a hand is free again, or a pause is over. */
  onMore(lookAgain: () => void): void {
    this.changes.listen(topic, lookAgain);
    this.work.onMore(lookAgain);
  }

  /** Begins with what is due. */
  begin(): Promise<void> {
    return this.work.begin();
  }

  /** Resolves when everything begun is over. */
  over(): Promise<void> {
    return this.work.over();
  }

  /** Forgets what is long over. */
  tidy(): Promise<void> {
    return this.repository.forget(new Date(this.clock.now() - keptMs));
  }

  private write(manager: EntityManager, news: LeadNewsItem): Promise<void> {
    const now = new Date(this.clock.now());
    switch (news.what) {
      case 'MADE':
        return this.repository.addLead(manager, news, `lead:${news.dealerId ?? 'none'}`, now);
      case 'ROUTED':
        return this.route(manager, news, now);
      case 'RETURNED':
        return this.repository.addLead(manager, news, `returned:${news.since.toISOString()}`, now);
      case 'JOINED':
        return this.repository.addLead(manager, news, `hand:${news.handId}`, now);
      case 'OVERDUE':
        return this.repository.addNotice(manager, { ...news, subject: 'OVERDUE', move: null }, `overdue:${now.toISOString()}`, now); // prettier-ignore
      case 'MOVED':
        return this.repository.addNotice(manager, { ...news, subject: 'MOVE' }, `move:${news.moveId}`, now);
    }
  }

  /** The lead to its new dealer, who never had it: routing passes over those who had. That it was routed to who has everybody's. */
  private async route(manager: EntityManager, news: Routed, now: Date): Promise<void> {
    await this.repository.addLead(manager, news, `lead:${news.dealerId ?? 'none'}`, now);
    await this.repository.addNotice(manager, { ...news, subject: 'ROUTED', move: null }, `routed:${now.toISOString()}`, now); // prettier-ignore
  }
}
