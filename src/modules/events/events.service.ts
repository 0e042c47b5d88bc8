import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { EventEnvelope } from '../../models/event/event-envelope.js';
import type { LogEntry, LogPosition } from '../../models/event/log-entry.js';
import type { HistoryEvent, ProfileHistory } from '../../models/profile/profile-history.js';
import { Config } from '../platform/config.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { LogFollower, type Followed, type LogHandler } from './log-follower.js';
import { LogRepository } from './log.repository.js';
import { Recorder, type RecordOutcome } from './recorder.js';

export type { Followed } from './log-follower.js';
export type { RecordOutcome } from './recorder.js';

/** What else somebody wants of histories, or knows of them. */
export interface HistoryAsked {
  readonly owners?: ReadonlyMap<string, string>;
  readonly properties?: readonly string[];
}

/** What happened, and the log that others follow. */
@Injectable()
export class EventsService {
  constructor(
    private readonly recorder: Recorder,
    private readonly log: LogRepository,
    private readonly follower: LogFollower,
    private readonly profiles: ProfilesService,
    private readonly config: Config,
  ) {}

  /**
   * Writes events; durable when the promise resolves. A message id counts once per source, however often it is sent and
   * to however many processes.
   * @throws AppError EVENTS_BUSY when too much waits to be written: the same again later will do
   */
  record(caller: Caller, envelopes: readonly EventEnvelope[]): Promise<RecordOutcome> {
    return this.recorder.record(caller, envelopes);
  }

  /**
   * Calls the listener after a commit in this process with the shards that have news: at once, and then at most every
   * `pauseMs`. A hint to wake up, never the news itself.
   */
  onRecorded(listener: (shards: number[]) => void, pauseMs = 0): void {
    this.recorder.onRecorded(listener, pauseMs);
  }

  /**
   * One step along a shard of the log for a consumer: reads at most `limit` entries, hands them to the handler, and moves
   * the consumer's position in the transaction of what the handler writes, so nothing is skipped or done twice. Never
   * skips: an entry becomes readable only when nothing can commit before it any more. Null: another worker is at it.
   */
  follow<T>(
    consumer: string,
    shard: number,
    limit: number,
    handler: LogHandler<T>,
  ): Promise<Followed<T> | null> {
    return this.follower.follow(consumer, shard, limit, handler);
  }

  /** Where a consumer is in a shard, and whether nothing is known to follow. The caller holds the shard. */
  async standing(
    manager: EntityManager,
    consumer: string,
    shard: number,
  ): Promise<{ at: LogPosition; isQuiet: boolean }> {
    const { xid, seq, receivedFrom } = await this.log.position(manager, consumer, shard);
    return {
      at: { xid, seq },
      isQuiet: !(await this.log.isPending(manager, shard, { xid, seq, receivedFrom })),
    };
  }

  /** What tells this log from another, and from itself where it was restored elsewhere: places in it are of one of them. */
  origin(manager: EntityManager): Promise<string> {
    return this.log.origin(manager);
  }

  /** Keeps every worker from following the shard until this transaction ends; waits for one that does. */
  hold(manager: EntityManager, consumer: string, shard: number): Promise<void> {
    return this.log.hold(manager, consumer, shard);
  }

  /** The same for every shard, in their order. */
  async holdAll(manager: EntityManager, consumer: string): Promise<void> {
    for (let shard = 0; shard < this.config.shards; shard++) await this.log.hold(manager, consumer, shard);
  }

  /** Shards with entries this consumer has not read: what a restarted worker has to catch up with. */
  shardsBehind(manager: EntityManager, consumer: string): Promise<number[]> {
    return this.log.shardsBehind(manager, consumer, this.config.shards);
  }

  /**
   * What is known of these people: their traits, and what they did since `sinceMs` (milliseconds since the epoch) under
   * every identity that is theirs now. A profile that does not exist has an empty history. Of what events say, only the
   * `properties` named, and of these none that is sealed. `owners`, identity id → profile id, spares asking whose they are.
   */
  async histories(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    sinceMs: number,
    { owners: known, properties = [] }: HistoryAsked = {},
  ): Promise<Map<string, ProfileHistory>> {
    if (profileIds.length === 0) return new Map();
    const owners = known ?? (await this.profiles.identitiesOf(manager, tenantId, profileIds));
    const traits = await this.profiles.traitsOf(manager, tenantId, profileIds);
    const rows = await this.log.historyOf(manager, tenantId, [...owners.keys()], sinceMs, properties);
    const events = new Map<string, HistoryEvent[]>(profileIds.map((id) => [id, []]));
    for (const { identityId, ...event } of rows) events.get(owners.get(identityId) ?? '')?.push(event);
    return new Map(
      [...events].map(([profileId, list]) => [
        profileId,
        { profileId, traits: traits.get(profileId) ?? {}, events: list },
      ]),
    );
  }

  /** One person's latest events, newest first; `before` is (occurredAt ISO, seq) of the event before the page. */
  async latestOf(
    manager: EntityManager,
    tenantId: string,
    profileId: string,
    before: readonly [string, string] | null,
    limit: number,
  ): Promise<LogEntry[]> {
    const owners = await this.profiles.identitiesOf(manager, tenantId, [profileId]);
    const rows = await this.log.latestOf(manager, tenantId, [...owners.keys()], before, limit);
    return rows.map((row) => ({ ...row, currentProfileId: profileId }));
  }
}
