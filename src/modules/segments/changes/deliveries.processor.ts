import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Log } from '../../platform/log.js';
import { Processor, Queues } from '../../platform/queue/queues.js';
import { Ticking } from '../../platform/ticking.js';
import { DeliveriesService } from './deliveries.service.js';
import { deliveriesQueue, deliveryTicks, type DeliveriesJob } from './deliveries.queue.js';

/** Hands changes of audiences over. */
@Injectable()
export class DeliveriesProcessor extends Processor<DeliveriesJob> implements OnModuleInit {
  readonly queue = deliveriesQueue;

  private readonly looks: Ticking;

  constructor(
    private readonly deliveries: DeliveriesService,
    private readonly queues: Queues,
    log: Log,
  ) {
    super();
    this.looks = new Ticking(
      deliveryTicks.lookMs,
      () => deliveries.look(),
      (fault) => log.warn({ err: fault }, 'could not look who has something to hear of; the next look will'),
    );
  }

  async onModuleInit(): Promise<void> {
    // Looks were jobs once, and one is waiting wherever they were.
    await this.queues.never(deliveriesQueue, 'deliveries-look');
    await this.queues.every(deliveriesQueue, 'deliveries-tidy', deliveryTicks.tidyMs, { what: 'TIDY' });
    this.looks.start();
  }

  override async ending(): Promise<void> {
    await this.looks.stop();
  }

  async handle(job: DeliveriesJob): Promise<void> {
    switch (job.what) {
      case 'TIDY':
        return this.deliveries.tidy();
      case 'HAND_OVER':
        return this.deliveries.handOver(job.subscription);
    }
  }
}
