import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { EvaluationService } from './evaluation.service.js';
import { Residents } from './resident/residents.service.js';
import { Overtaken } from './resident/shard-ownership.js';
import { WakeUps } from './wake-ups.js';

/**
 * Shards evaluated at once: that waits for PostgreSQL more than it computes. And shards read into memory beside them: many are read
 * nearly as fast as one, and none holds up what is there already.
 */
const atOnce = { evaluated: 6, read: 16 };
/** A shard that could not be evaluated is tried again after so long. */
const againMs = 500;
/** Longest an alarm is set for: then the clock is looked at again, which may have been moved. */
const longestMs = 5_000;

/**
 * The worker's own round over the shards it has: evaluates them as soon as they are woken or somebody's time has come, each
 * by one at a time. A shard woken while it is being worked comes round once more, so no news is missed.
 */
@Injectable()
export class EvaluationLoop implements OnModuleDestroy {
  /** Shards, and what to do when another worker turns out to have one. */
  private readonly owned = new Map<number, () => void>();
  private readonly woken = new Set<number>();
  private readonly working = new Map<number, Promise<void>>();
  private readonly under = { evaluated: 0, read: 0 };
  private readonly alarms = new Map<number, NodeJS.Timeout>();
  /** Shards that could not be worked: whatever comes in meanwhile, they wait for their alarm. */
  private readonly resting = new Set<number>();

  constructor(
    private readonly evaluation: EvaluationService,
    private readonly residents: Residents,
    wakeUps: WakeUps,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    wakeUps.hear((shards) => this.wake(shards ?? [...this.owned.keys()]));
  }

  /** Takes a shard on, and begins with all it has to do. @param lost called when another worker turns out to have it */
  own(shard: number, lost: () => void): void {
    this.owned.set(shard, lost);
    this.resting.delete(shard);
    this.wake([shard]);
  }

  /** Takes a shard off, once the step in hand is over. */
  async disown(shard: number): Promise<void> {
    this.owned.delete(shard);
    this.woken.delete(shard);
    clearTimeout(this.alarms.get(shard));
    await this.working.get(shard);
    await this.residents.leave(shard);
  }

  /** Takes on nothing more, and finishes what is in hand. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.owned.keys()].map((shard) => this.disown(shard)));
  }

  private wake(shards: readonly number[]): void {
    for (const shard of shards) if (this.owned.has(shard) && !this.resting.has(shard)) this.woken.add(shard);
    this.takeOn();
  }

  private wakeAt(shard: number, at: number): void {
    clearTimeout(this.alarms.get(shard));
    if (!this.owned.has(shard)) return;
    const armed = this.clock.now();
    const alarm = setTimeout(
      () => {
        const now = this.clock.now();
        // Put back: what was found later need not be so yet.
        if (now < at && now >= armed) this.wakeAt(shard, at);
        else {
          this.resting.delete(shard);
          this.wake([shard]);
        }
      },
      Math.min(longestMs, Math.max(0, at - armed)),
    );
    this.alarms.set(shard, alarm);
  }

  private takeOn(): void {
    for (const shard of this.woken) {
      if (this.working.has(shard)) continue;
      const how = this.residents.inHand(shard) ? 'evaluated' : 'read';
      if (this.under[how] >= atOnce[how]) continue;
      this.woken.delete(shard);
      this.working.set(shard, this.work(shard, how));
    }
  }

  private async work(shard: number, how: keyof typeof atOnce): Promise<void> {
    this.under[how]++;
    try {
      const isDone = how === 'evaluated' && (await this.evaluation.run(shard));
      if (how === 'read') await this.residents.of(shard);
      if (!isDone && this.owned.has(shard)) this.woken.add(shard);
      this.wakeAt(shard, this.evaluation.nextDue(shard));
    } catch (fault) {
      if (fault instanceof Overtaken) this.owned.get(shard)?.();
      this.log.warn({ err: fault, shard }, 'a shard could not be read or evaluated; it will be tried again');
      this.resting.add(shard);
      this.woken.delete(shard);
      this.wakeAt(shard, this.clock.now() + againMs);
    }
    this.under[how]--;
    this.working.delete(shard);
    this.takeOn();
  }
}
