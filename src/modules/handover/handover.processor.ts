import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Log } from '../platform/log.js';
import { Processor, Queues } from '../platform/queue/queues.js';
import { Ticking } from '../platform/ticking.js';
import { HandoverDeliveries } from './deliveries/deliveries.service.js';
import { handoverQueue, handoverTicks } from './handover.queue.js';

/** Hands leads over in a worker. */
@Injectable()
export class HandoverProcessor extends Processor<object> implements OnModuleInit {
  readonly queue = handoverQueue;

  private readonly looks: Ticking;

  constructor(
    private readonly deliveries: HandoverDeliveries,
    private readonly queues: Queues,
    log: Log,
  ) {
    super();
    this.looks = new Ticking(
      handoverTicks.lookMs,
      () => deliveries.begin(),
      (fault) => log.warn({ err: fault }, 'could not look for leads to hand over; the next look will'),
    );
  }

  async onModuleInit(): Promise<void> {
    await this.queues.every(handoverQueue, 'handover-tidy', handoverTicks.tidyMs, {});
    this.looks.start();
    this.deliveries.onMore(() => this.looks.hurry());
  }

  override async ending(): Promise<void> {
    await this.looks.stop();
    await this.deliveries.over();
  }

  async handle(): Promise<void> {
    await this.deliveries.tidy();
  }
}
