import type { LogPosition } from '../../../models/event/log-entry.js';
import type { Audience } from '../engine/audience.js';
import type { TakenUp } from './snapshot/taken-up.js';

/** A shard to be read with all its tenants, and into what. */
export interface ShardWanted {
  readonly shard: number;
  /** Names of properties to hold. */
  readonly properties: readonly string[];
  readonly audienceOf: (tenantId: string) => Audience;
}

/** What of a tenant's people in a shard is to be read. */
export interface HistoriesAsked {
  readonly shard: number;
  readonly tenantId: string;
  /** Up to where in the shard's log. */
  readonly upTo: LogPosition;
  /** Names of properties to hold. */
  readonly properties: readonly string[];
}

/** Of which shard, and since which snapshot of it, people are behind. */
export interface CatchUpAsked extends Pick<HistoriesAsked, 'shard' | 'properties'> {
  readonly snapshotId: string;
}

/** Where resident shards read people from. */
export interface HistorySource {
  /**
   * Reads everybody of shards, what they did and where they are said to be, into the audiences, as far as their logs can be read.
   * Returns up to where that was.
   */
  load(wanted: readonly ShardWanted[]): Promise<LogPosition>;

  /** The same of one tenant's people in a shard. */
  loadTenant(asked: HistoriesAsked, audience: Audience): Promise<void>;

  /** Reads some people of one tenant anew. */
  reread(asked: HistoriesAsked, profileIds: readonly string[], audience: Audience): Promise<void>;

  /**
   * Has everybody who was taken up of a snapshot catch up with the log, and reads where they are said to be. Returns up to where
   * it read.
   * @throws UnusableSnapshot when the snapshot is not to be used: what is in the audiences then is nothing
   */
  catchUp(
    asked: CatchUpAsked,
    taken: TakenUp,
    audienceOf: (tenantId: string) => Audience,
  ): Promise<LogPosition>;
}
