import { Injectable } from '@nestjs/common';
import type { ConsentSource, ConsentState } from '../../models/consent/consent-statement.js';
import type { Purpose } from '../../models/consent/purpose.js';
import { Metrics } from '../platform/metrics.js';
import type { Unread } from './readers/reading.js';

/** What an operator watches of consent. */
@Injectable()
export class ConsentMetrics {
  private readonly changes;
  private readonly unreadSigns;
  private readonly withheldThings;

  constructor(metrics: Metrics) {
    this.changes = metrics.counter('consent_changes_total', 'Changes of consent written to the ledger', [
      'purpose',
      'state',
      'source',
    ]);
    this.unreadSigns = metrics.counter('consent_unread_total', 'Signs of consent that could not be read', [
      'reason',
    ]);
    this.withheldThings = metrics.counter(
      'consent_withheld_total',
      'Events not kept, offers not made personal and people not handed on, as they deny it',
      ['purpose'],
    );
  }

  /** Counted wherever something is withheld: events, personal offers, audiences. */
  withheld(purpose: Purpose, count: number): void {
    this.withheldThings.inc({ purpose }, count);
  }

  changed(change: { purpose: Purpose; state: ConsentState; source: ConsentSource }): void {
    this.changes.inc({ purpose: change.purpose, state: change.state, source: change.source });
  }

  unread(reason: Unread): void {
    this.unreadSigns.inc({ reason });
  }
}
