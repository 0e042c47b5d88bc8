/** An amount that is to be held under a key: whole units, the smallest there are (micros of a currency, say). */
export interface AmountAsked {
  readonly key: string;
  readonly amount: number;
  /** Most that may be held and spent together under the key. It comes with each asking, as whoever asks knows it best. */
  readonly most: number;
  /** When it is given back by itself: milliseconds since the epoch. */
  readonly until: number;
  /** When the key is of no more use to anybody, milliseconds since the epoch; null where it always is. */
  readonly keepUntil: number | null;
}

/** A limit on how often something may happen to a viewer: fewer than `most` occurrences of the subject after `since`. */
export interface CountAsked {
  readonly subject: string;
  /** Milliseconds since the epoch; an occurrence at this very instant is outside. */
  readonly since: number;
  readonly most: number;
}

/** One thing that is to happen: all of its limits allow it, or none of it is taken. */
export interface Ask {
  /** Names what is held, of the asker's making and unique within the tenant. Asked again under it, nothing is taken twice. */
  readonly id: string;
  readonly amounts: readonly AmountAsked[];
  readonly counts: readonly CountAsked[];
  /** What an occurrence is to count for; none, and it counts for nothing. */
  readonly subjects: readonly string[];
  /** When it no longer counts unless it was settled by then: milliseconds since the epoch. */
  readonly unsettledUntil: number;
  /** When an occurrence that was settled matters to no limit any more: milliseconds since the epoch. */
  readonly keepUntil: number;
}

/** What is asked for one viewer at once; each of `asks` stands alone, in their order. */
export interface AskFor {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Every name under which what happened to this viewer may be kept. It counts if it stands under any of them, once. */
  readonly viewer: readonly string[];
  readonly asks: readonly Ask[];
}

/** For each ask in its place: null where it is reserved, else the key or subject of the limit that refused it. */
export type Reserved = readonly (string | null)[];

/** What is spent under a key, all in all, as the truth has it. It only ever grows. */
export interface Spent {
  readonly key: string;
  readonly spent: number;
  /** As in `AmountAsked`. */
  readonly keepUntil: number | null;
}

/** What came of something reserved. */
export interface Settlement {
  readonly id: string;
  /** What the id holds under these keys is given back, and what is spent under them raised to the truth. */
  readonly spent: readonly Spent[];
  /** It did happen, so it counts for good: under the names it was reserved for, and these. */
  readonly happened?: {
    readonly viewer: readonly string[];
    /** This and what follows is used where it is no longer known how it was reserved. */
    readonly subjects: readonly string[];
    readonly at: number;
    readonly keepUntil: number;
  };
}

/** Something that happened to a viewer, or is about to. */
export interface Occurrence {
  readonly id: string;
  /** When it was reserved: milliseconds since the epoch. */
  readonly at: number;
  readonly subjects: readonly string[];
}

/** How much of a key is taken. */
export interface Taken {
  readonly held: number;
  readonly spent: number;
}

/**
 * Limits that hold with any number of processes: amounts of which no more may be held and spent than there is, and counts
 * of what may happen to a viewer in a while. An asking is one atomic step in the store. What is held lapses by itself at
 * its instant and is given back within the next step that touches its key, so nothing has to sweep for a limit to be right.
 *
 * Nothing here is the truth, and nothing here goes backwards but what lapses: what is spent is raised to the truth, never
 * added to, and an occurrence is there or not. So whatever is told twice, late or in another order ends the same, and
 * a store that is new, flushed or back with an older copy is filled by telling it all again. Until that is done and
 * marked, it refuses to reserve. On PostgreSQL, or on Redis when REDIS_URL is set. Instants are arguments; of Redis's
 * own clock only the memory of what is past depends.
 */
export abstract class LimitStore {
  /** Reserves what the limits allow; null when the store was not whole, so that nothing was reserved. One hop. */
  abstract reserve(tenantId: string, ask: AskFor): Promise<Reserved | null>;

  /** Takes in what came of things reserved; whether they are still held makes no difference. */
  abstract settle(tenantId: string, now: number, settlements: readonly Settlement[]): Promise<void>;

  /** Gives back what these hold, and has them count no longer unless they happened. */
  abstract release(tenantId: string, now: number, ids: readonly string[]): Promise<void>;

  /** What happened to the viewer, or is about to, and still matters. One hop. */
  abstract occurrences(tenantId: string, viewer: readonly string[], now: number): Promise<Occurrence[]>;

  /** How much of each key is taken, in their order. */
  abstract taken(tenantId: string, keys: readonly string[], now: number): Promise<Taken[]>;

  /** Reserves without asking any limit, whether the store is whole or not: for filling it. */
  abstract restore(tenantId: string, ask: AskFor): Promise<void>;

  /** What happened under one name happened under the other; the first name is forgotten. */
  abstract join(tenantId: string, from: string, into: string): Promise<void>;

  /** Forgets what happened under these names, under whatever other name it stands too. */
  abstract forget(tenantId: string, viewer: readonly string[]): Promise<void>;

  /** The name of the filling by which all of the tenant's truth is in the store; null where it is not, as far as the store can know. */
  abstract filledAs(tenantId: string): Promise<string | null>;

  /** Whether all of the tenant's truth is in the store. */
  async isWhole(tenantId: string): Promise<boolean> {
    return (await this.filledAs(tenantId)) !== null;
  }

  /** Begins to fill it, or joins the filling under way: returns its name, the same for everybody until the store is lost again. */
  abstract beginFilling(tenantId: string): Promise<string>;

  /** Notes that it is whole; false where the store was lost since this filling began. */
  abstract markWhole(tenantId: string, filling: string): Promise<boolean>;

  /** Frees what is past, where that does not free itself. */
  abstract tidy(now: number): Promise<void>;

  /** Removes everything of every tenant, the marks too. */
  abstract empty(): Promise<void>;
}
