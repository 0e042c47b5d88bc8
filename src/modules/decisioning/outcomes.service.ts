import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.js';
import { Metrics } from '../platform/metrics.js';
import { EventsService } from '../events/events.service.js';
import { Charging } from './limits/charging.js';
import { OutcomeWriter } from './outcome-writer.js';
import { readOutcomes } from './read-outcomes.js';
import { tokenKey } from './tracking-token.js';

/** Name under which our place in the log is kept. */
const consumer = 'outcomes';
const batchEntries = 2_000;

/**
 * Follows the log for what came of offers, and writes each outcome once, with what it costs and what it teaches of creatives in the same transaction. What is
 * known only of the limit store afterwards is told it again by `ReconcilingService` where this process dies in between.
 */
@Injectable()
export class OutcomesService {
  private readonly key: KeyObject;
  private readonly counted;
  private readonly ignored;

  constructor(
    private readonly writer: OutcomeWriter,
    private readonly events: EventsService,
    private readonly charging: Charging,
    config: Config,
    metrics: Metrics,
  ) {
    this.key = tokenKey(config.secret);
    this.counted = metrics.counter('offer_outcomes_total', 'Offers seen, clicked and led to leads', ['type']);
    this.ignored = metrics.counter('offer_tokens_refused_total', 'Tracking tokens that do not count', ['reason']); // prettier-ignore
  }

  /** Reads every shard with entries not read yet. */
  async followAll(): Promise<void> {
    for (const shard of await this.events.shardsBehind(this.writer.manager, consumer))
      await this.follow(shard);
  }

  /** Reads a shard until nothing is left to read; returns at once when another process is at it. */
  async follow(shard: number): Promise<void> {
    for (;;) {
      const step = await this.events.follow(consumer, shard, batchEntries, async (manager, entries) => {
        const read = readOutcomes(this.key, entries);
        // Before anything is written: whoever reads the log waits for a transaction that writes.
        await this.charging.seen(manager, read.outcomes);
        await this.charging.merged(manager, entries);
        const fresh = await this.writer.write(manager, read.outcomes);
        return { ...read, charged: await this.charging.charge(manager, fresh) };
      });
      if (step === null) return;
      const { outcomes, refused, charged } = step.taken;
      await this.charging.settle(charged);
      for (const { type } of outcomes) this.counted.inc({ type });
      for (const [reason, count] of Object.entries(refused)) if (count > 0) this.ignored.inc({ reason }, count); // prettier-ignore
      if (step.left !== 'more') return;
    }
  }
}
