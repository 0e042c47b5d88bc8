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

  constructor(metrics: Metrics) {
    this.changes = metrics.counter('consent_changes_total', 'Changes of consent written to the ledger', [
      'purpose',
      'state',
      'source',
    ]);
    this.unreadSigns = metrics.counter('consent_unread_total', 'Signs of consent that could not be read', [
      'reason',
    ]);
  }

  changed(change: { purpose: Purpose; state: ConsentState; source: ConsentSource }): void {
    this.changes.inc({ purpose: change.purpose, state: change.state, source: change.source });
  }

  unread(reason: Unread): void {
    this.unreadSigns.inc({ reason });
  }
}
