import { Injectable } from '@nestjs/common';
import { Queues } from '../platform/queue/queues.js';
import { questionsFor } from './questions/questions.queue.js';
import { QuestionsRepository } from './questions/questions.repository.js';
import { WorkersRepository } from './workers.repository.js';

/**
 * Removes what nobody needs any more: what was answered minutes ago counts and names people of every tenant, and a worker that
 * died took no leave of the queue in which it was asked.
 */
@Injectable()
export class Leftovers {
  constructor(
    private readonly questions: QuestionsRepository,
    private readonly workers: WorkersRepository,
    private readonly queues: Queues,
  ) {}

  async clear(): Promise<void> {
    await this.questions.forgetOld();
    for (const worker of await this.workers.gone()) {
      await this.queues.remove(questionsFor(worker));
      await this.workers.forget(worker);
    }
  }
}
