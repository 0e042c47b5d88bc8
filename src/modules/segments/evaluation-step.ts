import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LogEntry } from '../../models/event/log-entry.js';
import { EventsService } from '../events/events.service.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { EvaluationRepository, type BackfillStep, type ProfileKey } from './evaluation.repository.js';
import { MembershipWriter, type EvaluatedState } from './membership-writer.js';
import { lookAheadMs } from './segments.queue.js';

/** Name under which our place in the log is kept. */
export const consumer = 'segments';

/** Most of each kind that one transaction takes on: small enough that fresh events never wait long behind old work. */
const batch = { entries: 1_000, waiting: 500, backfill: 250 };
/** A state not published after this long was left over by a worker that died or a store that failed. */
const leftOverAfterMs = 1_000;

/** A shard that has something to do. */
export interface ShardWork {
  readonly shard: number;
  /** When it is due, milliseconds since the epoch; 0: for some time. */
  readonly at: number;
}

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

/**
 * One step of evaluation: what is new in the log, what is due, and a piece of any backfill, decided and written in the
 * transaction of the log's position. Everything is read before anything is written.
 */
@Injectable()
export class EvaluationStep {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: EvaluationRepository,
    private readonly events: EventsService,
    private readonly profiles: ProfilesService,
    private readonly writer: MembershipWriter,
  ) {}

  /** Does one batch of the shard's work; null when another worker holds the shard. */
  async take(shard: number, now: number): Promise<StepOutcome | null> {
    const step = await this.events.follow(consumer, shard, batch.entries, (manager, entries) =>
      this.evaluate(manager, shard, entries, now),
    );
    if (step === null) return null;
    const { isFull, ...taken } = step.taken;
    return { ...taken, left: isFull ? 'more' : step.left };
  }

  private async evaluate(
    manager: EntityManager,
    shard: number,
    entries: readonly LogEntry[],
    now: number,
  ): Promise<Omit<StepOutcome, 'left'> & { isFull: boolean }> {
    const waiting = await this.waiting(manager, shard, now);
    const backfill = await this.repository.nextBackfill(manager, shard, batch.backfill);
    const { own, others } = this.touched(shard, entries, waiting, backfill);
    const evaluated = await this.writer.evaluate(manager, shard, own);
    await this.repository.request(manager, others);
    await this.repository.forgetRequests(
      manager,
      waiting.flatMap(({ requestId }) => requestId ?? []),
    );
    if (backfill) await this.repository.noteBackfill(manager, shard, backfill);
    return {
      evaluated,
      otherShards: [...new Set(others.map((other) => other.shard))],
      acceptedAt: entries.map(({ receivedAt }) => receivedAt),
      isFull: waiting.length >= batch.waiting || backfill !== null,
    };
  }

  /** Profiles whose time has come and who are still waiting. */
  dueBacklog(now: number): Promise<number> {
    return this.repository.dueBacklog(this.dataSource.manager, new Date(now));
  }

  /** Shards that have something to do, now or within moments. */
  async shardsWithWork(now: number): Promise<ShardWork[]> {
    const { manager } = this.dataSource;
    const behind = await this.events.shardsBehind(manager, consumer);
    const leftOver = new Date(now - leftOverAfterMs);
    const waiting = await this.repository.shardsWithWork(manager, new Date(now + lookAheadMs), leftOver);
    const earliest = new Map(behind.map((shard) => [shard, 0]));
    for (const { shard, at } of waiting) earliest.set(shard, Math.min(at, earliest.get(shard) ?? at));
    return [...earliest].map(([shard, at]) => ({ shard, at }));
  }

  private waiting(manager: EntityManager, shard: number, now: number) {
    return this.repository.waiting(
      manager,
      shard,
      new Date(now),
      new Date(now - leftOverAfterMs),
      batch.waiting,
    );
  }

  /** Every profile that news, time or a change touched, once; those of other shards apart. */
  private touched(
    shard: number,
    entries: readonly LogEntry[],
    waiting: readonly ProfileKey[],
    backfill: BackfillStep | null,
  ): { own: ProfileKey[]; others: (ProfileKey & { shard: number })[] } {
    const keys = [
      ...entries.map(({ tenantId, profileId }) => ({ tenantId, profileId })),
      ...entries.map(({ tenantId, currentProfileId }) => ({ tenantId, profileId: currentProfileId })),
      ...waiting.map(({ tenantId, profileId }) => ({ tenantId, profileId })),
      ...(backfill?.profileIds ?? []).map((profileId) => ({
        tenantId: backfill?.tenantId ?? '',
        profileId,
      })),
    ];
    const distinct = new Map(keys.map((key) => [`${key.tenantId} ${key.profileId}`, key]));
    const placed = [...distinct.values()].map((key) => ({
      ...key,
      shard: this.profiles.shardOf(key.profileId),
    }));
    return {
      own: placed.filter((key) => key.shard === shard),
      others: placed.filter((key) => key.shard !== shard),
    };
  }
}
