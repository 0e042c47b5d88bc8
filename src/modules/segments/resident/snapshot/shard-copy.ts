import type { LogPosition } from '../../../../models/event/log-entry.js';
import type { Audience } from '../../engine/audience.js';
import type { Chunk } from './chunk.js';

/** A tenant's people as a shard holds them now. */
export interface HeldTenant {
  readonly audience: Audience;
  readonly properties: readonly string[];
}

interface Copied {
  readonly tenantId: string;
  readonly held: HeldTenant;
  readonly audience: Audience;
  /** Where to go on. */
  from: number;
  /** How many kinds were told. */
  kinds: number;
}

/**
 * Goes through a shard's people to write them down, some at a time: steps come in between, so each part is as of a place of its
 * own. Whoever is no longer what they were when their part was made is noted in the database (`snapshot_changes`).
 */
export class ShardCopy {
  private readonly left: Copied[];

  constructor(tenants: ReadonlyMap<string, HeldTenant>) {
    this.left = [...tenants].map(([tenantId, held]) => ({ tenantId, held, audience: held.audience, from: 0, kinds: 0 })); // prettier-ignore
  }

  /**
   * The next people, as they are at a place in the log; null when that was everybody.
   * @throws Error when people were read anew meanwhile: their numbers are others now
   */
  next(place: LogPosition): Chunk | null {
    const [copied] = this.left;
    if (!copied) return null;
    const { tenantId, held, audience } = copied;
    if (held.audience !== audience) throw new Error('People were read anew while they were written down.');
    const { columns, next } = audience.columns(copied.from);
    const kinds = audience.kindsFrom(copied.kinds);
    copied.kinds += kinds.length;
    if (next === null) this.left.shift();
    else copied.from = next;
    return { tenantId, place, properties: held.properties, kinds, columns };
  }
}
