import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor, Queues } from '../../platform/queue/queues.js';
import { DeliveriesService } from './deliveries.service.js';
import { deliveriesQueue, deliveryTicks, type DeliveriesJob } from './deliveries.queue.js';

/** Hands changes of audiences over. */
@Injectable()
export class DeliveriesProcessor extends Processor<DeliveriesJob> implements OnModuleInit {
  readonly queue = deliveriesQueue;

  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly queues: Queues,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.queues.every(deliveriesQueue, 'deliveries-look', deliveryTicks.lookMs, { what: 'LOOK' });
    await this.queues.every(deliveriesQueue, 'deliveries-tidy', deliveryTicks.tidyMs, { what: 'TIDY' });
  }

  async handle(job: DeliveriesJob): Promise<void> {
    switch (job.what) {
      case 'LOOK':
        return this.deliveries.wake();
      case 'TIDY':
        return this.deliveries.tidy();
      case 'HAND_OVER':
        return this.deliveries.handOver(job.subscription);
    }
  }
}
