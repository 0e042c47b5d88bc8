import { Injectable } from '@nestjs/common';
import { Processor } from '../../platform/queue/queues.js';
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
  ) {
    super();
    this.queue = questionsFor(ownership.worker);
  }

  handle(job: QuestionJob): Promise<void> {
    return this.questions.answer(job);
  }
}
