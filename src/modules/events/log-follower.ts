import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LogEntry, LogPosition } from '../../models/event/log-entry.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { LateRemovalsRepository } from './late-removals.repository.js';
import { LogRepository, type LogRow } from './log.repository.js';

/** What one step of following a shard came to. */
export interface Followed<T> {
  /** What the handler returned. */
  readonly taken: T;
  /** `more` entries to read, entries written but not yet safe to read (`unreadable`), or `nothing`. */
  readonly left: 'more' | 'unreadable' | 'nothing';
}

/**
 * Does the work of one step. Called with nothing also when nothing is new. It reads and thinks before it writes: with
 * its first write the transaction gets an id, and then everyone who reads the log waits for it.
 */
export type LogHandler<T> = (
  manager: EntityManager,
  entries: readonly LogEntry[],
  /** Where the consumer will be when this step is done. */
  to: LogPosition,
) => Promise<T>;

/**
 * The one way to follow the log. A step is one transaction: it takes the shard's advisory lock (the fence), reads,
 * hands over, and moves the consumer's position together with what the handler wrote. A worker that lost its connection
 * lost lock and transaction alike; one that was overtaken all the same finds the position moved, and writes nothing.
 */
@Injectable()
export class LogFollower {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: LogRepository,
    private readonly late: LateRemovalsRepository,
    private readonly profiles: ProfilesService,
  ) {}

  /** One step of at most `limit` entries; null when another worker is at this consumer's shard. */
  async follow<T>(
    consumer: string,
    shard: number,
    limit: number,
    handler: LogHandler<T>,
  ): Promise<Followed<T> | null> {
    const step = await this.dataSource.transaction(async (manager) => {
      if (!(await this.log.fence(manager, consumer, shard))) return null;
      const from = await this.log.position(manager, consumer, shard);
      const rows = await this.log.read(manager, shard, from, limit);
      const { entries, ownerless } = await this.withOwners(manager, rows);
      const to = rows.at(-1) ?? from;
      const taken = await handler(manager, entries, to);
      if (ownerless.length > 0) await this.late.note(manager, await this.log.remove(manager, ownerless));
      if (rows.length > 0 && !(await this.log.advance(manager, consumer, shard, from, to)))
        throw new Error(`Another worker moved ${consumer} on in shard ${shard}; this step is taken back.`);
      return { taken, to: { ...from, xid: to.xid, seq: to.seq }, isFull: rows.length === limit };
    });
    if (step === null) return null;
    if (step.isFull) return { taken: step.taken, left: 'more' };
    const isPending = await this.log.isPending(this.dataSource.manager, shard, step.to);
    return { taken: step.taken, left: isPending ? 'unreadable' : 'nothing' };
  }

  /**
   * Whose each row is now. One that came under an identity which is no more was being written while its person was erased:
   * it goes too, and no follower hears of it.
   */
  private async withOwners(
    manager: EntityManager,
    rows: readonly LogRow[],
  ): Promise<{ entries: LogEntry[]; ownerless: LogRow[] }> {
    const owners = await this.profiles.ownersOf(
      manager,
      rows.flatMap(({ tenantId, identityId }) => (identityId === null ? [] : { tenantId, identityId })),
    );
    const entries: LogEntry[] = [];
    const ownerless: LogRow[] = [];
    for (const row of rows) {
      const owner = row.identityId === null ? ownOwner(row) : owners.get(row.identityId);
      if (owner === undefined) ownerless.push(row);
      else entries.push({ ...row, currentProfileId: owner });
    }
    return { entries, ownerless };
  }
}

/** Whom a row of Carousel's own is about. */
function ownOwner({ type, profileId, properties }: LogRow): string {
  const mergedInto = type === 'PROFILE_MERGED' ? properties['mergedInto'] : undefined;
  return typeof mergedInto === 'string' ? mergedInto : profileId;
}
