import { Injectable } from '@nestjs/common';
import { Processor } from '../platform/queue/queues.js';
import { rightsQueue } from './rights.queue.js';
import type { RequestKey } from './rights.repository.js';
import { RightsWork } from './rights-work.service.js';

/** Grants what people asked for. */
@Injectable()
export class RightsProcessor extends Processor<{ request: RequestKey | null }> {
  readonly queue = rightsQueue;

  constructor(private readonly work: RightsWork) {
    super();
  }

  async handle({ request }: { request: RequestKey | null }): Promise<void> {
    if (request) await this.work.take(request);
    else await this.work.takeAllDue();
  }
}
