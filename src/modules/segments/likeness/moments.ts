import type { MomentsData } from '../../../models/segment/likeness.js';

/** How vectors lie: their number, mean and covariance. Those of parts add up to those of the whole. */
export class Moments {
  private count = 0;
  private readonly sums: Float64Array;
  /** Row by row, each from its first to its diagonal. */
  private readonly products: Float64Array;

  constructor(readonly dimensions: number) {
    this.sums = new Float64Array(dimensions);
    this.products = new Float64Array((dimensions * (dimensions + 1)) / 2);
  }

  /** @throws RangeError when it is of other dimensions */
  static from(dimensions: number, { count, sums, products }: MomentsData): Moments {
    const moments = new Moments(dimensions);
    if (sums.length !== dimensions || products.length !== moments.products.length)
      throw new RangeError(`Moments of ${sums.length} dimensions are not of ${dimensions}.`);
    moments.count = count;
    moments.sums.set(sums);
    moments.products.set(products);
    return moments;
  }

  get size(): number {
    return this.count;
  }

  add(vector: Float64Array): void {
    const { sums, products, dimensions } = this;
    this.count++;
    for (let row = 0, at = 0; row < dimensions; row++) {
      const value = vector[row] ?? 0;
      // Most people did few of all things.
      if (value === 0) {
        at += row + 1;
        continue;
      }
      sums[row] = (sums[row] ?? 0) + value;
      for (let column = 0; column <= row; column++, at++)
        products[at] = (products[at] ?? 0) + value * (vector[column] ?? 0);
    }
  }

  addAll(other: Moments): void {
    this.count += other.count;
    other.sums.forEach((sum, place) => (this.sums[place] = (this.sums[place] ?? 0) + sum));
    other.products.forEach((sum, place) => (this.products[place] = (this.products[place] ?? 0) + sum));
  }

  mean(): Float64Array {
    return this.sums.map((sum) => sum / Math.max(1, this.count));
  }

  /** Row by row, each from its first to its diagonal. */
  covariance(): Float64Array {
    const mean = this.mean();
    const covariance = new Float64Array(this.products.length);
    for (let row = 0, at = 0; row < this.dimensions; row++)
      for (let column = 0; column <= row; column++, at++)
        covariance[at] = (this.products[at] ?? 0) / Math.max(1, this.count) - (mean[row] ?? 0) * (mean[column] ?? 0); // prettier-ignore
    return covariance;
  }

  toData(): MomentsData {
    return { count: this.count, sums: [...this.sums], products: [...this.products] };
  }
}
