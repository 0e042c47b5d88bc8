/** One thing that came about or did not, as two versions foretold it. */
export interface PairedRow {
  readonly happened: boolean;
  /** What the champion said of it; 0 to 1. */
  readonly champion: number;
  /** What the version that wants to be champion said of it; 0 to 1. */
  readonly challenger: number;
}

/** Who of the two is meant. */
export type Side = 'champion' | 'challenger';

/** A difference between two versions, with the interval that holds the truth 19 times of 20. */
export interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How many standard errors an interval of 95 % reaches either way. */
export const deviations = 1.959963984540054;
