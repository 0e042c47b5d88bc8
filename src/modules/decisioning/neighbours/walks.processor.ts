import { Injectable } from '@nestjs/common';
import { Processor } from '../../platform/queue/queues.js';
import { WalksService } from './walks.service.js';
import { walksQueue } from './walks.queue.js';

/** Works the queue `walks`. */
@Injectable()
export class WalksProcessor extends Processor<object> {
  readonly queue = walksQueue;

  constructor(private readonly walks: WalksService) {
    super();
  }

  handle(): Promise<void> {
    return this.walks.gather();
  }
}
