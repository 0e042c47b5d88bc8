import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { QueueBackend } from '../../src/modules/platform/queue/queue-backend.js';
import { Queues } from '../../src/modules/platform/queue/queues.js';
import { Workers } from '../../src/modules/platform/queue/workers.js';
import { QuestionsProcessor } from '../../src/modules/segments/questions/questions.processor.js';
import { ShardQuestions } from '../../src/modules/segments/questions/shard-questions.js';
import { Residents } from '../../src/modules/segments/resident/residents.service.js';
import { ShardOwnership } from '../../src/modules/segments/resident/shard-ownership.js';
import { WorkersRepository } from '../../src/modules/segments/workers.repository.js';
import type { TestSegments } from './segments-house.js';

/** The part of a worker that answers questions, in the test's own process: it has all shards, and works its queue. */
export class TestQuestionWorker {
  private constructor(
    private readonly workers: Workers,
    private readonly beating: NodeJS.Timeout,
  ) {}

  static async start(house: TestSegments): Promise<TestQuestionWorker> {
    const ownership = house.service(ShardOwnership);
    const beat = () => house.service(WorkersRepository).beat(ownership.worker, 3);
    for (const shard of [0, 1, 2]) await house.service(Residents).of(shard);
    await beat();
    const beating = setInterval(() => void beat(), 500);
    const processor = new QuestionsProcessor(ownership, house.service(ShardQuestions), house.service(Queues));
    const workers = new Workers(house.service(QueueBackend), house.service(Log), new Metrics(), [processor]);
    await workers.onApplicationBootstrap();
    return new TestQuestionWorker(workers, beating);
  }

  async stop(): Promise<void> {
    clearInterval(this.beating);
    await this.workers.onModuleDestroy();
  }
}
