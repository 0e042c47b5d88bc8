/** When something was said of a household, and which: by its keyed hash, or null where its person left. */
export interface HouseholdWord {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly hash: Buffer | null;
}

const none = Buffer.alloc(0);

/**
 * The word that holds: the later one. At the same instant the greater hash does, so that the outcome never depends on the
 * order of arrival. The database orders stored words in the same way.
 */
export function laterWord<T extends HouseholdWord>(one: T, other: T): T {
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return Buffer.compare(one.hash ?? none, other.hash ?? none) >= 0 ? one : other;
}
