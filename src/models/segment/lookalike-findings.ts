/** What tells a seed from everybody. */
export interface LookalikeSign {
  /** What is done, or looked at: a dimension of the vectors. */
  readonly what: string;
  /** How much it adds to the score of an average one of the seed, in standard deviations. */
  readonly weight: number;
}

/** What came of looking for people like a seed. */
export interface LookalikeFindings {
  /** How many the seed has. */
  readonly seed: number;
  /** How many were found beside it. */
  readonly found: number;
  /** How many there are beside it. */
  readonly outOf: number;
  /** Of the seed held out, how many the best `found` would have had, 0 to 1; … */
  readonly recall: number;
  /** … how many times more than chance; … */
  readonly lift: number;
  /** … how often one of them scores above somebody else, 0 to 1; by chance 0.5; and how many they were. */
  readonly auc: number;
  readonly heldOut: number;
  /** The strongest first. */
  readonly signs: readonly LookalikeSign[];
}
