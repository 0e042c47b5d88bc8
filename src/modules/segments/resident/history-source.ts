import type { LogPosition } from '../../../models/event/log-entry.js';
import type { Audience } from '../engine/audience.js';
import type { TakenUp } from './snapshot/taken-up.js';

/** What of a shard is to be read. */
export interface HistoriesAsked {
  readonly shard: number;
  /** Null: of all tenants. */
  readonly tenantId: string | null;
  /** Up to where in the shard's log; null: as far as it can be read now. */
  readonly upTo: LogPosition | null;
  /** Names of properties to hold. */
  readonly properties: readonly string[];
}

/** Of which shard, and since which snapshot of it, people are behind. */
export interface CatchUpAsked extends Pick<HistoriesAsked, 'shard' | 'properties'> {
  readonly snapshotId: string;
}

/** Where resident shards read people from. */
export interface HistorySource {
  /** Reads everybody, what they did and where they are said to be, into the audiences. Returns up to where it read. */
  load(asked: HistoriesAsked, audienceOf: (tenantId: string) => Audience): Promise<LogPosition>;

  /** Reads some people of one tenant anew. */
  reread(
    asked: HistoriesAsked & { readonly tenantId: string; readonly upTo: LogPosition },
    profileIds: readonly string[],
    audience: Audience,
  ): Promise<void>;

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
