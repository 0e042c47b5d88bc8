import { Injectable } from '@nestjs/common';
import { NotNow, Processor } from '../../platform/queue/queues.js';
import { LookalikeWakeUps } from './lookalike-wake-ups.js';
import { LookalikeWork } from './lookalike-work.service.js';
import { lookalikesQueue, type LookalikeJob } from './lookalikes.queue.js';

/** How soon to look again where not everybody could be looked at, or another worker is at it. */
const againMs = 2_000;

/** Makes lookalikes. */
@Injectable()
export class LookalikesProcessor extends Processor<LookalikeJob> {
  readonly queue = lookalikesQueue;

  constructor(
    private readonly work: LookalikeWork,
    private readonly wakeUps: LookalikeWakeUps,
  ) {
    super();
  }

  async handle({ lookalike }: LookalikeJob): Promise<void> {
    if (lookalike === null) await this.wakeUps.wakeAll();
    else if (!(await this.work.take(lookalike))) throw new NotNow(againMs);
  }
}
