import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { groupBy } from '../../platform/group-by.js';
import { Changes } from '../../platform/changes.js';
import { Config } from '../../platform/config.js';
import { Queues } from '../../platform/queue/queues.js';
import { notCounted } from '../segments.errors.js';
import { exactOf, isWhole, type Answered } from './answered.js';
import { questionsFor } from './questions.queue.js';
import { answersTopic, QuestionsRepository, type StoredQuestion } from './questions.repository.js';

/** Shards that have not answered are asked again after so long: they may be another worker's by now. */
const againMs = 2_000;
/** Answers are looked for at least so often: that there are some is only a hint. */
const lookMs = 250;
/** A worker that was not asked for so long is gone, mostly: nothing is kept open to it. */
const keptOpenMs = 60_000;

/** What is to be asked. */
export type NewQuestion = Omit<StoredQuestion, 'id'>;

/** What is known of what was asked, and the id by which the rest can be asked for. */
export interface Asked extends Answered {
  readonly id: string;
}

/** Asks the workers that hold people in memory, through their queues, and waits for their answers. */
@Injectable()
export class QuestionAsker {
  private readonly heard = new Map<string, () => void>();
  /** When each worker was asked last. */
  private readonly lastAsked = new Map<string, number>();

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

  /**
   * Asks every shard, and waits until all are exact, or for so long. Whoever is erased meanwhile takes all questions of the tenant
   * along, as they may be among those counted: then it is asked anew, as another question, for what is left of the time.
   * @returns what is known then, and as which question
   * @throws AppError AUDIENCE_NOT_COUNTED when nothing is known of a question that was asked anew
   */
  async ask(question: NewQuestion, patienceMs: number): Promise<Asked> {
    const until = performance.now() + patienceMs;
    for (let times = 1; ; times++) {
      const asked = { ...question, id: randomUUID() };
      await this.repository.ask(asked);
      await this.wait(asked, until);
      const answered = await this.answered(asked);
      if (answered && (times === 1 || answered.parts.length > 0)) return { ...answered, id: asked.id };
      if (performance.now() >= until) throw notCounted();
    }
  }

  /**
   * What has become of a question; null where it is not known any more. Shards that are not exact are asked again: whoever was asked
   * may have died with it.
   */
  async find(tenantId: string, id: string): Promise<(Asked & StoredQuestion) | null> {
    const asked = await this.repository.find(tenantId, id);
    const answered = asked && (await this.answered(asked));
    if (answered && !isWhole(answered)) await this.askShards(asked, exactOf(answered), `again:${id}`);
    return answered && { ...asked, ...answered };
  }

  /** What is known by now. */
  private async answered({ tenantId, id }: StoredQuestion): Promise<Answered | null> {
    const parts = await this.repository.parts(tenantId, id);
    // Looked up last: answers go with their question, and none are not what shards said.
    const isKnown = (await this.repository.exactShards(tenantId, id)) !== null;
    return isKnown ? { parts, shards: this.config.shards } : null;
  }

  /** Until all are exact, the question is not known any more, or the time is over: they are asked even where there is none. */
  private async wait(asked: StoredQuestion, until: number): Promise<void> {
    for (let askAt = 0; ;) {
      const exact = await this.repository.exactShards(asked.tenantId, asked.id);
      if (!exact || exact.length >= this.config.shards) return;
      const now = performance.now();
      if (now >= askAt) {
        await this.askShards(asked, exact);
        askAt = now + againMs;
      }
      if (now >= until) return;
      await this.news(asked.id, Math.min(lookMs, until - now));
    }
  }

  /** @param dedupeId at most one asking of this name waits at each worker; without it each is one of its own */
  private async askShards(
    { tenantId, id: questionId }: StoredQuestion,
    exact: readonly number[],
    dedupeId?: string,
  ): Promise<void> {
    const holders = await this.repository.holders();
    const asked = holders.filter(({ shard }) => !exact.includes(shard));
    for (const [worker, held] of groupBy(asked, ({ worker }) => worker)) {
      const shards = held.map(({ shard }) => shard);
      const options = dedupeId === undefined ? {} : { dedupeId };
      await this.queues.add(questionsFor(worker), { tenantId, questionId, shards }, options);
    }
    await this.forgetGone(asked.map(({ worker }) => worker));
  }

  private async forgetGone(asked: readonly string[]): Promise<void> {
    const now = performance.now();
    for (const worker of asked) this.lastAsked.set(worker, now);
    const unasked = [...this.lastAsked].filter(([, at]) => at < now - keptOpenMs);
    for (const [worker] of unasked) {
      this.lastAsked.delete(worker);
      await this.queues.close(questionsFor(worker));
    }
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
