import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { EventEnvelope } from '../../models/event/event-envelope.js';
import type { LogEntry, LogPosition } from '../../models/event/log-entry.js';
import type { HistoryEvent, ProfileHistory } from '../../models/profile/profile-history.js';
import { Config } from '../platform/config.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { LogRepository, type LogRow } from './log.repository.js';
import { Recorder, type RecordOutcome } from './recorder.js';

export type { RecordOutcome } from './recorder.js';

/** What happened, and the log that others follow. */
@Injectable()
export class EventsService {
  constructor(
    private readonly recorder: Recorder,
    private readonly log: LogRepository,
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

  /** The slice of the log a profile's events are written to. */
  shardOf(profileId: string): number {
    return this.profiles.shardOf(profileId);
  }

  /**
   * The next entries of a shard. Never skips: an entry becomes readable only when nothing can commit before it any more,
   * which takes until the oldest writing transaction of the server has ended. Read before your own transaction writes,
   * or it waits for itself.
   */
  async readLog(
    manager: EntityManager,
    shard: number,
    after: LogPosition,
    limit: number,
  ): Promise<LogEntry[]> {
    return this.withOwners(manager, await this.log.read(manager, shard, after, limit));
  }

  /** True when entries lie beyond the position, even if they cannot be read yet: look again in a few milliseconds. */
  pending(manager: EntityManager, shard: number, position: LogPosition): Promise<boolean> {
    return this.log.isPending(manager, shard, position);
  }

  /** Shards with entries this consumer has not read: what a restarted worker has to catch up with. */
  shardsBehind(manager: EntityManager, consumer: string): Promise<number[]> {
    return this.log.shardsBehind(manager, consumer, this.config.shards);
  }

  /** How far a consumer has read a shard. Takes no lock: whoever may meet a rival holds a lock of its own. */
  position(manager: EntityManager, consumer: string, shard: number): Promise<LogPosition> {
    return this.log.position(manager, consumer, shard);
  }

  /** Moves a consumer's position forward, in the transaction of its results. False: someone else was there already. */
  advance(manager: EntityManager, consumer: string, shard: number, position: LogPosition): Promise<boolean> {
    return this.log.advance(manager, consumer, shard, position);
  }

  /** A page of a shard's living profiles, of every tenant, in a stable order. Begin with null. */
  profileIdsPage(
    manager: EntityManager,
    shard: number,
    after: { tenantId: string; profileId: string } | null,
    limit: number,
  ): Promise<{ tenantId: string; profileId: string }[]> {
    return this.profiles.page(manager, shard, after, limit);
  }

  /**
   * What is known of these people: their traits, and what they did since `sinceMs` (milliseconds since the epoch) under
   * every identity that is theirs now. A profile that does not exist has an empty history.
   */
  async histories(
    manager: EntityManager,
    tenantId: string,
    profileIds: readonly string[],
    sinceMs: number,
  ): Promise<Map<string, ProfileHistory>> {
    if (profileIds.length === 0) return new Map();
    const owners = await this.profiles.identitiesOf(manager, tenantId, profileIds);
    const traits = await this.profiles.traitsOf(manager, tenantId, profileIds);
    const rows = await this.log.historyOf(manager, tenantId, [...owners.keys()], sinceMs);
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

  private async withOwners(manager: EntityManager, rows: readonly LogRow[]): Promise<LogEntry[]> {
    const owners = await this.profiles.ownersOf(
      manager,
      rows.flatMap(({ tenantId, identityId }) => (identityId === null ? [] : { tenantId, identityId })),
    );
    return rows.map((row) => ({
      ...row,
      currentProfileId: currentOwner(row, owners.get(row.identityId ?? '')),
    }));
  }
}

function currentOwner({ type, profileId, properties }: LogRow, owner: string | undefined): string {
  const mergedInto = type === 'PROFILE_MERGED' ? properties['mergedInto'] : undefined;
  return owner ?? (typeof mergedInto === 'string' ? mergedInto : profileId);
}
