/** People looked at for a first estimate: its error is below one percent of everybody. */
export const sampleSize = 20_000;

/** Nineteen times of twenty the truth lies within so many standard errors. */
const standardErrors = 1.96;

/** Whom a rule reaches, as far as is known. */
export interface Reached {
  /** How many; an estimate until everybody was looked at. */
  readonly size: number;
  /** How far off that can be, nineteen times of twenty; 0 when everybody was looked at. */
  readonly error: number;
  readonly lookedAt: number;
  /** How many there are. */
  readonly people: number;
  /** Some of those it reaches. */
  readonly some: readonly string[];
}

/** Counts those reached among some, or all, of the people. */
export class Sample {
  private reachedSoFar = 0;
  private lookedAt = 0;

  /** @param isWhole whether everybody will be looked at: then what is counted is no estimate but a part of the whole */
  constructor(
    private readonly people: number,
    private readonly isWhole: boolean,
  ) {}

  add(isIn: boolean): void {
    this.lookedAt++;
    if (isIn) this.reachedSoFar++;
  }

  reached(some: readonly string[]): Reached {
    const { people, lookedAt } = this;
    if (this.isWhole) return { size: this.reachedSoFar, error: people - lookedAt, lookedAt, people, some };
    const share = lookedAt === 0 ? 0 : this.reachedSoFar / lookedAt;
    // Drawn without putting back; of one that nobody of the sample is in, there may still be three for each look.
    const left = people === 0 ? 0 : (people - lookedAt) / people;
    const error = standardErrors * Math.sqrt((share * (1 - share) * left) / Math.max(1, lookedAt));
    const least = (3 / Math.max(1, lookedAt)) * left;
    return {
      size: Math.round(share * people),
      error: Math.ceil(Math.max(error, share === 0 || share === 1 ? least : 0) * people),
      lookedAt,
      people,
      some,
    };
  }
}
