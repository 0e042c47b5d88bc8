import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { groupBy } from '../../platform/group-by.js';
import { Changes } from '../../platform/changes.js';
import { Config } from '../../platform/config.js';
import { Queues } from '../../platform/queue/queues.js';
import { previewAsks } from './preview-ask.queue.js';
import { sumOf, type PreviewSum } from './preview-sum.js';
import { previewsTopic, PreviewsRepository, type AskedPreview } from './previews.repository.js';

/** Shards that have not answered are asked again after so long: they may be another worker's by now. */
const againMs = 2_000;
/** Answers are looked for at least so often: that there are some is only a hint. */
const lookMs = 250;

/** Asks the workers that hold people in memory, through their queues, and waits for their answers. */
@Injectable()
export class PreviewAsker {
  private readonly heard = new Map<string, () => void>();

  constructor(
    private readonly repository: PreviewsRepository,
    private readonly queues: Queues,
    private readonly config: Config,
    changes: Changes,
  ) {
    changes.listen(previewsTopic, (id) => this.heard.get(id ?? '')?.());
  }

  /** Whether there is any worker to ask. */
  isAnybodyThere(): Promise<boolean> {
    return this.repository.isAnybodyThere();
  }

  /** Asks every shard, and waits until all are exact, or for so long. */
  async ask(preview: AskedPreview, patienceMs: number): Promise<PreviewSum> {
    await this.repository.ask(preview);
    const until = performance.now() + patienceMs;
    let askAt = 0;
    for (;;) {
      const sum = await this.sum(preview);
      const now = performance.now();
      if (sum.isExact || now >= until) return sum;
      if (now >= askAt) {
        await this.askShards(preview);
        askAt = now + againMs;
      }
      await this.news(preview.id, Math.min(lookMs, until - now));
    }
  }

  /** What is known by now. */
  async sum({ tenantId, id }: AskedPreview): Promise<PreviewSum> {
    return sumOf(await this.repository.parts(tenantId, id), this.config.shards);
  }

  find(tenantId: string, id: string): Promise<AskedPreview | null> {
    return this.repository.find(tenantId, id);
  }

  private async askShards({ tenantId, id: previewId }: AskedPreview): Promise<void> {
    const parts = await this.repository.parts(tenantId, previewId);
    const exact = new Set(parts.filter(({ isExact }) => isExact).map(({ shard }) => shard));
    const holders = await this.repository.holders();
    const asked = holders.filter(({ shard }) => !exact.has(shard));
    for (const [worker, held] of groupBy(asked, ({ worker }) => worker))
      await this.queues.add(previewAsks(worker), {
        tenantId,
        previewId,
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
