import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { groupBy } from '../../platform/group-by.js';
import { Changes } from '../../platform/changes.js';
import { Config } from '../../platform/config.js';
import { Queues } from '../../platform/queue/queues.js';
import type { Answered } from './answered.js';
import { questionsFor } from './questions.queue.js';
import { answersTopic, QuestionsRepository, type StoredQuestion } from './questions.repository.js';

/** Shards that have not answered are asked again after so long: they may be another worker's by now. */
const againMs = 2_000;
/** Answers are looked for at least so often: that there are some is only a hint. */
const lookMs = 250;

/** Asks the workers that hold people in memory, through their queues, and waits for their answers. */
@Injectable()
export class QuestionAsker {
  private readonly heard = new Map<string, () => void>();

  constructor(
    private readonly repository: QuestionsRepository,
    private readonly queues: Queues,
    private readonly config: Config,
    changes: Changes,
  ) {
    changes.listen(answersTopic, (id) => this.heard.get(id ?? '')?.());
  }

  /** Whether there is any worker to ask. */
  isAnybodyThere(): Promise<boolean> {
    return this.repository.isAnybodyThere();
  }

  /** Asks every shard, and waits until all are exact, or for so long. */
  async ask(asked: StoredQuestion, patienceMs: number): Promise<Answered> {
    await this.repository.ask(asked);
    const until = performance.now() + patienceMs;
    let askAt = 0;
    for (;;) {
      const exact = await this.repository.exactShards(asked.tenantId, asked.id);
      const now = performance.now();
      if (exact.length >= this.config.shards || now >= until) return this.answered(asked);
      if (now >= askAt) {
        await this.askShards(asked, exact);
        askAt = now + againMs;
      }
      await this.news(asked.id, Math.min(lookMs, until - now));
    }
  }

  /** What is known by now. */
  async answered({ tenantId, id }: StoredQuestion): Promise<Answered> {
    return { parts: await this.repository.parts(tenantId, id), shards: this.config.shards };
  }

  /** What was asked; null where it is not known any more. */
  find(tenantId: string, id: string): Promise<StoredQuestion | null> {
    return this.repository.find(tenantId, id);
  }

  private async askShards(
    { tenantId, id: questionId }: StoredQuestion,
    exact: readonly number[],
  ): Promise<void> {
    const holders = await this.repository.holders();
    const asked = holders.filter(({ shard }) => !exact.includes(shard));
    for (const [worker, held] of groupBy(asked, ({ worker }) => worker))
      await this.queues.add(questionsFor(worker), {
        tenantId,
        questionId,
        shards: held.map(({ shard }) => shard),
      });
  }

  private async news(id: string, atMostMs: number): Promise<void> {
    const waiting = new AbortController();
    const heard = new Promise<void>((resolve) => this.heard.set(id, resolve));
    try {
      await Promise.race([heard, sleep(atMostMs, undefined, { signal: waiting.signal })]);
    } finally {
      this.heard.delete(id);
      waiting.abort();
    }
  }
}
