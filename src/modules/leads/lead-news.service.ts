import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadNewsItem } from '../../models/lead/lead-news.js';

/** Writes down what it needs of the news, in the transaction it is given. */
export type LeadNewsListener = (manager: EntityManager, news: LeadNewsItem) => Promise<void>;

/**
 * Tells rooms above what happened to leads, in the transaction that writes it: what they write of it is there exactly when the
 * lead is, whoever dies when. A listener that fails undoes the lead too, so it does no more than write.
 */
@Injectable()
export class LeadNews {
  private readonly listeners: LeadNewsListener[] = [];

  /** Has a listener told of everything that happens from now on. */
  onNews(listener: LeadNewsListener): void {
    this.listeners.push(listener);
  }

  /** Tells every listener, in the transaction that writes what is told. */
  async tell(manager: EntityManager, news: LeadNewsItem): Promise<void> {
    for (const listener of this.listeners) await listener(manager, news);
  }
}
