import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { EvaluationMetrics } from './evaluation.metrics.js';
import { EvaluationStep } from './evaluation-step.js';
import { Publisher } from './publisher.js';

/** How long a worker waits for another that holds the shard before leaving the rest to it and to the tick. */
const patience = { pauseMs: 10, tries: 30 };
/** How long it looks for rows that are written but not yet safe to read. */
const unreadable = { pauseMs: 4, tries: 50 };

/** Keeps memberships true: works one shard of the log until nothing is left to do. Any worker may work any shard. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly step: EvaluationStep,
    private readonly publisher: Publisher,
    private readonly metrics: EvaluationMetrics,
    private readonly clock: Clock,
  ) {}

  /** Evaluates and publishes whatever the shard has: news in the log, profiles due, backfills, states left over. */
  async run(shard: number): Promise<void> {
    let busy = 0;
    let pending = 0;
    while (busy < patience.tries && pending < unreadable.tries) {
      const outcome = await this.metrics.timed(() =>
        this.dataSource.transaction((manager) => this.step.take(manager, shard, this.clock.now())),
      );
      if (outcome === null) {
        busy++;
        await sleep(patience.pauseMs);
        continue;
      }
      await this.publisher.publish(outcome.evaluated);
      await this.publisher.wake(outcome.otherShards);
      this.metrics.stepped(outcome, this.clock.now());
      if (outcome.left === 'nothing') return;
      if (outcome.left === 'unreadable') {
        pending++;
        await sleep(unreadable.pauseMs);
      } else pending = 0;
    }
  }

  /** Runs every shard that has something due or left over, or lags behind the log. The tick's work. */
  async runWhereNeeded(): Promise<void> {
    await this.publisher.restoreLostStore();
    const { manager } = this.dataSource;
    this.metrics.looked(await this.step.dueBacklog(manager, this.clock.now()));
    const shards = await this.step.shardsWithWork(manager, this.clock.now());
    await this.publisher.wake(shards);
  }
}
