/** What is known of one viewer, as bytes, and the names by which storefronts ask for them. */
export interface ViewerEntry {
  /** The profile's id, a UUID. */
  readonly viewerId: string;
  /** Grows with every change of the state. Equal versions carry equal states. */
  readonly version: number;
  readonly state: Buffer;
  /** Keyed hashes of their ids; an alias's version grows each time it comes to mean another viewer. */
  readonly aliases: readonly { readonly alias: string; readonly version: number }[];
}

/** What the store says of itself. Whoever publishes looks now and then, and renews it. */
export interface ViewerStoreMark {
  /** Until when the store was known to hold everything: milliseconds since the epoch. */
  readonly wholeAt: number;
  /** False when another server answers than the one marked: it may have started from an older copy. */
  readonly isSameServer: boolean;
}

/**
 * What a decision knows about a viewer, found by any of their aliases in one call. Everything here can be rebuilt from
 * the log, so nothing here is the truth. Publishing is idempotent and order does not matter: an older version never
 * replaces a newer one, for states and for aliases alike. On PostgreSQL, or on Redis when REDIS_URL is set.
 */
export abstract class ViewerStore {
  /** The newest state of the viewer this alias means; null when there is none. */
  abstract read(tenantId: string, alias: string): Promise<Buffer | null>;

  /** The same for several aliases in as many hops as one takes; in their order. */
  abstract readAll(tenantId: string, aliases: readonly string[]): Promise<(Buffer | null)[]>;

  abstract publish(tenantId: string, entries: readonly ViewerEntry[]): Promise<void>;

  /** Removes these viewers and their aliases. Publish nothing of them concurrently: it would bring them back. */
  abstract forget(tenantId: string, viewerIds: readonly string[]): Promise<void>;

  /** Removes everything, the mark too, so that whoever publishes notices and puts it there again. */
  abstract empty(): Promise<void>;

  /** The mark last left, or null when the store is new or was emptied (a flushed Redis). */
  abstract lastMark(): Promise<ViewerStoreMark | null>;

  /** Notes that everything decided until this instant (milliseconds since the epoch) is in the store, or will be put there. */
  abstract mark(wholeAt: number): Promise<void>;
}
