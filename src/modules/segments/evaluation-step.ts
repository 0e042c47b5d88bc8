import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LogEntry, LogPosition } from '../../models/event/log-entry.js';
import { EventsService } from '../events/events.service.js';
import { EvaluationRepository, type Waiting } from './evaluation.repository.js';
import { MembershipWriter, type EvaluatedState } from './membership-writer.js';
import type { Resident } from './resident/resident.js';
import { Residents } from './resident/residents.service.js';
import { SegmentRules } from './segment-rules.js';
import { consumer, leftOverAfterMs } from './following.js';
import { StepRules } from './step-rules.js';
import { Sweep } from './sweep.js';
import type { OfOthers } from './touched.js';

/** Most of each kind that one transaction takes on: small enough that fresh events never wait long behind old work. */
const batch = { entries: 1_000, waiting: 500 };

/** What one transaction did. */
export interface StepOutcome {
  readonly evaluated: readonly EvaluatedState[];
  /** Shards that were asked to look at profiles of theirs. */
  readonly otherShards: readonly number[];
  /** When each log entry taken in was accepted: milliseconds since the epoch. */
  readonly acceptedAt: readonly number[];
  /** `more` work of the same kinds, rows of the log not yet safe to read (`unreadable`), or `nothing`. */
  readonly left: 'more' | 'unreadable' | 'nothing';
}

/** What is in memory is not what the log holds any more. */
class Outdated extends Error {}

type Taken = Omit<StepOutcome, 'left'> & { readonly isFull: boolean };

/**
 * One step of evaluation: what is new in the log, who was asked for, whose time has come and a piece of looking at
 * everybody, decided with the shard in memory and written in the transaction of the log's position. Everything is read
 * before anything is written.
 */
@Injectable()
export class EvaluationStep {
  constructor(
    private readonly repository: EvaluationRepository,
    private readonly events: EventsService,
    private readonly residents: Residents,
    private readonly rules: SegmentRules,
    private readonly writer: MembershipWriter,
  ) {}

  /**
   * Does one batch of the shard's work; null when another worker is at the shard, or it has to be read anew.
   * @throws Overtaken when it is another worker's
   */
  async take(shard: number, now: number): Promise<StepOutcome | null> {
    const resident = await this.residents.of(shard);
    const sweep = new Sweep(resident);
    try {
      const step = await resident.exclusive(() =>
        this.events.follow(consumer, shard, batch.entries, async (manager, entries, to) => {
          if (!(await this.residents.isKept(manager, resident))) throw new Outdated();
          return this.evaluate(manager, resident, sweep, entries, to, now);
        }),
      );
      if (step === null) return null;
      sweep.settle();
      const { isFull, ...taken } = step.taken;
      return { ...taken, left: isFull ? 'more' : step.left };
    } catch (fault) {
      // What of the step reached the memory is not known: the shard is read anew.
      await this.residents.drop(shard);
      if (fault instanceof Outdated) return null;
      throw fault;
    }
  }

  private async evaluate(
    manager: EntityManager,
    resident: Resident,
    sweep: Sweep,
    entries: readonly LogEntry[],
    to: LogPosition,
    now: number,
  ): Promise<Taken> {
    const { shard } = resident;
    const rules = new StepRules(this.rules, manager, resident, now);
    const waiting = await this.waiting(manager, shard, now);
    const asked = waiting.filter(({ isHistorySame }) => !isHistorySame);
    const due = await resident.due(now);
    const swept = await sweep.go(await this.repository.pendingBackfills(manager, shard), rules, now);
    const others = [...waiting, ...due, ...swept];
    const { evaluated, ofOthers } = await this.writer.evaluate(manager, resident, rules, {
      ...{ entries, asked, others, to },
    });
    await this.noteDone(manager, shard, ofOthers, waiting, sweep);
    return {
      evaluated,
      otherShards: [...new Set(ofOthers.map((other) => other.shard))],
      acceptedAt: entries.map(({ receivedAt }) => receivedAt),
      isFull: waiting.length >= batch.waiting || sweep.goesOn || resident.nextDue <= now,
    };
  }

  private waiting(manager: EntityManager, shard: number, now: number) {
    return this.repository.waiting(manager, shard, new Date(now - leftOverAfterMs), batch.waiting);
  }

  private async noteDone(
    manager: EntityManager,
    shard: number,
    ofOthers: readonly OfOthers[],
    waiting: readonly Waiting[],
    sweep: Sweep,
  ): Promise<void> {
    await this.repository.request(manager, ofOthers);
    await this.repository.forgetRequests(manager, waiting);
    await this.repository.endBackfills(manager, shard, sweep.ended);
  }
}
