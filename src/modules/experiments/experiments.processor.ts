import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor, Queues } from '../platform/queue/queues.js';
import { ChronicleService } from './chronicle.service.js';
import { CountingService } from './counting.service.js';
import { experimentsQueue } from './experiments.queue.js';

/** What people do is counted so long after it at the latest; new exposures sooner. */
const tickMs = 15_000;

/** Counts experiments in a worker, and writes down what became of them. */
@Injectable()
export class ExperimentsProcessor extends Processor<object> implements OnModuleInit {
  readonly queue = experimentsQueue;

  constructor(
    private readonly counting: CountingService,
    private readonly chronicle: ChronicleService,
    private readonly queues: Queues,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.queues.every(experimentsQueue, 'experiments-tick', tickMs, {});
  }

  async handle(): Promise<void> {
    await this.chronicle.ends();
    await this.counting.run();
    await this.chronicle.verdictsSoFar();
  }
}
