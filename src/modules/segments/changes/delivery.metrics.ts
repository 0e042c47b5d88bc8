import { Injectable } from '@nestjs/common';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import type { Delivery } from './deliveries.repository.js';

const outcomes = { DELIVERED: 'accepted', PENDING: 'refused', DEAD: 'given_up' } as const;

/** What an operator watches of handing changes over. */
@Injectable()
export class DeliveryMetrics {
  private readonly deliveries;
  private readonly changes;

  constructor(
    metrics: Metrics,
    private readonly log: Log,
  ) {
    this.deliveries = metrics.counter('segment_deliveries_total', 'Tries to hand changes of audiences over', [
      'outcome',
    ]);
    this.changes = metrics.counter(
      'segment_changes_delivered_total',
      'Changes of audiences that were accepted by a receiver',
    );
  }

  /** Something failed on our side; what the try came to, in words for the receiver's owner. */
  failed(fault: unknown, { id, subscriptionId }: Delivery): string {
    this.log.warn({ err: fault, deliveryId: id, subscriptionId }, 'changes could not be handed over');
    return 'Something failed on our side, and is logged.';
  }

  /** So many were given up without another try. */
  gaveUp(count: number): void {
    this.deliveries.inc({ outcome: outcomes.DEAD }, count);
  }

  /** One try came to this. */
  tried(status: Delivery['status'], changes: number): void {
    this.deliveries.inc({ outcome: outcomes[status] });
    if (status === 'DELIVERED') this.changes.inc(changes);
  }
}
