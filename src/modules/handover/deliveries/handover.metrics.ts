import { Injectable } from '@nestjs/common';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import type { AfterTry, Delivery } from './delivery.js';

const outcomes = {
  DELIVERED: 'accepted',
  PENDING: 'refused',
  DEAD: 'given_up',
  WITHDRAWN: 'withdrawn',
} as const;

/** What an operator watches of handing leads over. */
@Injectable()
export class HandoverMetrics {
  private readonly deliveries;

  constructor(
    metrics: Metrics,
    private readonly log: Log,
  ) {
    this.deliveries = metrics.counter('handover_deliveries_total', 'Tries to hand leads over', ['outcome']);
  }

  /** One try came to this. */
  tried({ id, targetId }: Delivery, { status }: AfterTry): void {
    this.deliveries.inc({ outcome: outcomes[status] });
    if (status === 'DEAD') this.log.warn({ deliveryId: id, targetId }, 'a lead was given up: it could not be handed over'); // prettier-ignore
  }

  /** Something failed on our side. */
  failed(fault: unknown, { id, targetId }: Delivery): void {
    this.log.warn({ err: fault, deliveryId: id, targetId }, 'a lead could not be handed over');
  }
}
