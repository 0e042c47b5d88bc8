/** People looked at for a first estimate: its error is below one percent of everybody. */
export const sampleSize = 20_000;

/** Nineteen times of twenty the truth lies within so many standard errors. */
const standardErrors = 1.96;

/** Counts those reached among some of the people. */
export class Sample {
  private reachedSoFar = 0;
  private lookedAt = 0;

  /** @param people how many there are */
  constructor(private readonly people: number) {}

  add(isIn: boolean): void {
    this.lookedAt++;
    if (isIn) this.reachedSoFar++;
  }

  /** How many of all it comes to, and how far off that can be, nineteen times of twenty. */
  get estimate(): { size: number; error: number } {
    const { people, lookedAt } = this;
    const share = lookedAt === 0 ? 0 : this.reachedSoFar / lookedAt;
    // Drawn without putting back; of one that nobody of the sample is in, there may still be three for each look.
    const left = people === 0 ? 0 : (people - lookedAt) / people;
    const error = standardErrors * Math.sqrt((share * (1 - share) * left) / Math.max(1, lookedAt));
    const least = (3 / Math.max(1, lookedAt)) * left;
    return {
      size: Math.round(share * people),
      error: Math.ceil(Math.max(error, share === 0 || share === 1 ? least : 0) * people),
    };
  }
}
