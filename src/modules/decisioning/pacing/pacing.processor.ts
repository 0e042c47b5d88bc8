import { Injectable } from '@nestjs/common';
import { Processor } from '../../platform/queue/queues.js';
import { pacingQueue } from './pacing.queue.js';
import { PacingService } from './pacing.service.js';

/** Works the queue `pacing`. */
@Injectable()
export class PacingProcessor extends Processor<object> {
  readonly queue = pacingQueue;

  constructor(private readonly pacing: PacingService) {
    super();
  }

  handle(): Promise<void> {
    return this.pacing.setPaces();
  }
}
