import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { EvaluationMetrics } from './evaluation.metrics.js';
import { EvaluationStep, type StepOutcome } from './evaluation-step.js';
import { Publisher } from './publisher.js';
import { Residents } from './resident/residents.service.js';

/** Transactions of one turn: then other shards get theirs, however busy this one is. */
const turn = 8;
/** Pauses before looking again: another worker holds the shard; rows are written but not yet safe to read. */
const pauseMs = { busy: 10, unreadable: 4 };

/** Keeps memberships true: works one shard of the log until nothing is left to do. */
@Injectable()
export class EvaluationService {
  constructor(
    private readonly step: EvaluationStep,
    private readonly residents: Residents,
    private readonly publisher: Publisher,
    private readonly metrics: EvaluationMetrics,
    private readonly clock: Clock,
  ) {}

  /**
   * Evaluates and publishes whatever the shard has: news in the log, profiles due, backfills, states left over. False
   * when there is more than one turn's work, or another worker is at it: come again.
   * @throws Overtaken when the shard is another worker's by now
   */
  async run(shard: number): Promise<boolean> {
    for (let taken = 0; taken < turn; taken++) {
      const left = await this.takeStep(shard);
      if (left === 'nothing') return true;
      if (left !== 'more') await sleep(pauseMs[left]);
    }
    return false;
  }

  /** When somebody's time comes next in a shard: ms since the epoch; Infinity: never. */
  nextDue(shard: number): number {
    return this.residents.nextDue(shard);
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
