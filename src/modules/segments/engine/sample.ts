/** People looked at for a first estimate: its error is below one percent of everybody, where those of a row are not alike. */
export const sampleSize = 20_000;

/** Nineteen times of twenty the truth lies within so many standard errors. */
const standardErrors = 1.96;

/** Counts those reached among some of the people, who are drawn by rows: those of one may be alike, as they came together. */
export class Sample {
  private readonly rows: { readonly lookedAt: number; readonly reached: number }[] = [];

  /** @param people how many there are */
  constructor(private readonly people: number) {}

  /** One row: how many people there are in it, and how many of them are reached. */
  add(lookedAt: number, reached: number): void {
    this.rows.push({ lookedAt, reached });
  }

  /**
   * How many of all it comes to, and how far off that can be, nineteen times of twenty: the ratio estimator of a sample of
   * clusters (Cochran, Sampling Techniques, 6.3).
   */
  get estimate(): { size: number; error: number } {
    const { people, rows } = this;
    const lookedAt = rows.reduce((sum, row) => sum + row.lookedAt, 0);
    const reached = rows.reduce((sum, row) => sum + row.reached, 0);
    const share = lookedAt === 0 ? 0 : reached / lookedAt;
    // Drawn without putting back; of one that nobody of the sample is in, there may still be three for each look.
    const left = people === 0 ? 0 : Math.max(0, people - lookedAt) / people;
    const off = rows.reduce((sum, row) => sum + (row.reached - share * row.lookedAt) ** 2, 0);
    const between = (rows.length / Math.max(1, rows.length - 1)) * off * left;
    const error = (standardErrors * Math.sqrt(between)) / Math.max(1, lookedAt);
    const least = (3 / Math.max(1, lookedAt)) * left;
    return {
      size: Math.round(share * people),
      error: Math.ceil(Math.max(error, share === 0 || share === 1 ? least : 0) * people),
    };
  }
}
