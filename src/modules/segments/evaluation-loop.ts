import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { EvaluationService } from './evaluation.service.js';
import { WakeUps } from './wake-ups.js';

/** Shards worked at once: evaluation waits for PostgreSQL more than it computes. */
const atOnce = 6;

/**
 * The worker's own round: evaluates shards as soon as they are woken, each by one at a time in this process. A shard woken
 * while it is being worked comes round once more, so no news is missed. What fails is found again by the tick.
 */
@Injectable()
export class EvaluationLoop implements OnModuleDestroy {
  private readonly woken = new Set<number>();
  private readonly working = new Map<number, Promise<void>>();
  private readonly alarms = new Map<number, NodeJS.Timeout>();
  private isClosing = false;

  constructor(
    private readonly evaluation: EvaluationService,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  start(): void {
    this.wakeUps.hear((shards) => this.wake(shards));
  }

  /** Wakes what has work now, and sets alarms for what is due before the next tick. */
  async tick(): Promise<void> {
    const work = await this.evaluation.whereNeeded();
    const now = this.clock.now();
    for (const { shard, at } of work) if (at > now) this.wakeLater(shard, at - now);
    this.wake(work.filter(({ at }) => at <= now).map(({ shard }) => shard));
  }

  /** Takes on nothing more, and finishes what is in hand. */
  async onModuleDestroy(): Promise<void> {
    this.isClosing = true;
    for (const alarm of this.alarms.values()) clearTimeout(alarm);
    await Promise.all(this.working.values());
  }

  private wake(shards: readonly number[]): void {
    for (const shard of shards) this.woken.add(shard);
    this.takeOn();
  }

  private wakeLater(shard: number, delayMs: number): void {
    clearTimeout(this.alarms.get(shard));
    this.alarms.set(
      shard,
      setTimeout(() => this.wake([shard]), delayMs),
    );
  }

  private takeOn(): void {
    for (const shard of this.woken) {
      if (this.isClosing || this.working.size >= atOnce) return;
      if (this.working.has(shard)) continue;
      this.woken.delete(shard);
      this.working.set(shard, this.work(shard));
    }
  }

  private async work(shard: number): Promise<void> {
    try {
      if (!(await this.evaluation.run(shard))) this.woken.add(shard);
    } catch (fault) {
      this.log.warn({ err: fault, shard }, 'a shard could not be evaluated; the tick will try again');
    }
    this.working.delete(shard);
    this.takeOn();
  }
}
