import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Processor, Queues } from '../platform/queue/queues.js';
import { financeQueue } from './finance.queue.js';
import { QuoteRetention } from './quotes/quote-retention.service.js';

const tidyMs = 3_600_000;

/** Forgets quotes in a worker. */
@Injectable()
export class FinanceProcessor extends Processor<object> implements OnModuleInit {
  readonly queue = financeQueue;

  constructor(
    private readonly retention: QuoteRetention,
    private readonly queues: Queues,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await this.queues.every(financeQueue, 'finance-tidy', tidyMs, {});
  }

  async handle(): Promise<void> {
    await this.retention.tidy();
  }
}
