import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { EvaluationMetrics } from './evaluation.metrics.js';
import { EvaluationStep, type StepOutcome } from './evaluation-step.js';
import { Publisher } from './publisher.js';
import { Residents } from './resident/residents.service.js';
import { StoreKeeper } from './store-keeper.js';

/** Transactions of one turn: then other shards get theirs, however busy this one is. */
const turn = 8;
/** Pauses before looking again: another worker holds the shard; rows are written but not yet safe to read. */
const pauseMs = { busy: 10, unreadable: 4 };

/** A shard that has something to do. */
export interface ShardWork {
  readonly shard: number;
  /** When it is due, milliseconds since the epoch; 0: for some time. */
  readonly at: number;
}

/** Keeps memberships true: works one shard of the log until nothing is left to do. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly step: EvaluationStep,
    private readonly residents: Residents,
    private readonly publisher: Publisher,
    private readonly keeper: StoreKeeper,
    private readonly metrics: EvaluationMetrics,
    private readonly clock: Clock,
  ) {}

  /**
   * Evaluates and publishes whatever the shard has: news in the log, profiles due, backfills, states left over. False
   * when there is more than one turn's work, or another worker is at it: come again.
   */
  async run(shard: number): Promise<boolean> {
    for (let taken = 0; taken < turn; taken++) {
      const left = await this.takeStep(shard);
      if (left === 'nothing') return true;
      if (left !== 'more') await sleep(pauseMs[left]);
    }
    return false;
  }

  /** Shards with something due or left over, or behind the log, and since or from when; of those due, only of those held here. */
  async whereNeeded(): Promise<ShardWork[]> {
    await this.keeper.watch(this.clock.now());
    const waiting = await this.step.shardsWithWork(this.clock.now());
    const held = await this.residents.loaded();
    const now = this.clock.now();
    this.metrics.looked(Math.min(now, ...held.map(({ nextDue }) => nextDue)), now);
    const earliest = new Map(held.map(({ shard, nextDue }) => [shard, nextDue]));
    for (const shard of waiting) earliest.set(shard, 0);
    return [...earliest].filter(([, at]) => at < Infinity).map(([shard, at]) => ({ shard, at }));
  }

  /** One transaction, then what it decided to where decisions read it. */
  private async takeStep(shard: number): Promise<StepOutcome['left'] | 'busy'> {
    const outcome = await this.metrics.timed(() => this.step.take(shard, this.clock.now()));
    if (outcome === null) return 'busy';
    await this.publisher.publish(outcome.evaluated);
    await this.publisher.ask(outcome.otherShards);
    this.metrics.stepped(outcome, this.clock.now());
    return outcome.left;
  }
}
