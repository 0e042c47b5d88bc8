/** A number a model is given, as drift is watched of it. */
export interface WatchedInput {
  readonly name: string;
  /** What the value is the place of (0 is the first), where it is one of a few words; null where it is a measure. */
  readonly categories: readonly string[] | null;
}
