/** What is known of one viewer, as bytes, and the names by which storefronts ask for them. */
export interface ViewerEntry {
  /** The profile's id, a UUID. */
  readonly viewerId: string;
  /** Grows with every change of the state. Equal versions carry equal states. */
  readonly version: number;
  readonly state: Buffer;
  /** `anonymousId:a-17`, `userId:u-1`; an alias's version grows each time it comes to mean another viewer. */
  readonly aliases: readonly { readonly alias: string; readonly version: number }[];
}

/**
 * What a decision knows about a viewer, found by any of their aliases in one call. Everything here can be rebuilt from
 * the log, so nothing here is the truth. Publishing is idempotent and order does not matter: an older version never
 * replaces a newer one, for states and for aliases alike. On PostgreSQL, or on Redis when REDIS_URL is set.
 */
export abstract class ViewerStore {
  /** The newest state of the viewer this alias means; null when there is none. */
  abstract read(tenantId: string, alias: string): Promise<Buffer | null>;

  abstract publish(tenantId: string, entries: readonly ViewerEntry[]): Promise<void>;

  /** Removes these viewers and their aliases. Publish nothing of them concurrently: it would bring them back. */
  abstract forget(tenantId: string, viewerIds: readonly string[]): Promise<void>;

  /**
   * The mark left by `begin`, or null when the store is new or was lost (a flushed Redis). Whoever publishes asks
   * now and then; on null they publish everything again and only then `begin`.
   */
  abstract generation(): Promise<string | null>;

  abstract begin(generation: string): Promise<void>;
}
