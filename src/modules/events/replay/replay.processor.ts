import { Injectable } from '@nestjs/common';
import { Processor } from '../../platform/queue/queues.js';
import { replayQueue } from './replay.queue.js';
import { ReplayService } from './replay.service.js';

/** Works the queue `event-replays`. */
@Injectable()
export class ReplayProcessor extends Processor<{ tenantId: string; replayId: string }> {
  readonly queue = replayQueue;

  constructor(private readonly replays: ReplayService) {
    super();
  }

  async handle({ tenantId, replayId }: { tenantId: string; replayId: string }): Promise<void> {
    await this.replays.run(tenantId, replayId);
  }
}
