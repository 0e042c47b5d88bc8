import { Injectable } from '@nestjs/common';
import { Processor, Queues } from '../../platform/queue/queues.js';
import { ShardOwnership } from '../resident/shard-ownership.js';
import { questionsFor, type QuestionJob } from './questions.queue.js';
import { ShardQuestions } from './shard-questions.js';

/** Answers what this worker is asked about its shards. */
@Injectable()
export class QuestionsProcessor extends Processor<QuestionJob> {
  readonly queue;

  constructor(
    ownership: ShardOwnership,
    private readonly questions: ShardQuestions,
    private readonly queues: Queues,
  ) {
    super();
    this.queue = questionsFor(ownership.worker);
  }

  handle(job: QuestionJob): Promise<void> {
    return this.questions.answer(job);
  }

  /** The queue goes with its worker. */
  override closed(): Promise<void> {
    return this.queues.remove(this.queue);
  }
}
