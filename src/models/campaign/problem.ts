/** One thing wrong with what a marketer sent: where, what, and what to do about it. */
export interface Problem {
  /** Path of the field in the input: `schedule.until`. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}
