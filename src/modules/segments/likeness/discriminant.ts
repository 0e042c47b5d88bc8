import type { Direction } from '../../../models/segment/likeness.js';
import { axesOf, covarianceWithout, nothingLeftOut, without } from './left-out.js';
import type { Moments } from './moments.js';
import { at, diagonal } from './triangle.js';

/** Share of the average variance that is added to each: dimensions that hardly vary are not trusted. */
const shrinkage = 0.02;

/**
 * Fisher's linear discriminant (Annals of Eugenics 7, 1936): the direction in which the means of seed and everybody lie
 * furthest apart, measured by how everybody varies. It needs sums only, so all people count and none is drawn.
 * @param leftOut what the direction does not look at: nobody scores more for having more of that
 * @returns null when nothing tells the seed from everybody
 */
export function discriminant(seed: Moments, everybody: Moments, leftOut = nothingLeftOut): Direction | null {
  const { dimensions } = everybody;
  const mean = everybody.mean();
  const axes = axesOf(leftOut, mean);
  const apart = without(axes, seed.mean().map((value, place) => value - (mean[place] ?? 0))); // prettier-ignore
  const covariance = covarianceWithout(axes, everybody.covariance(), dimensions);
  const variance = Array.from({ length: dimensions }, (_, row) => covariance[diagonal(row)] ?? 0).reduce((sum, each) => sum + each, 0); // prettier-ignore
  // What numbers leave over where nothing varies is no variance.
  if (!(variance > 1e-12) || seed.size === 0) return null;
  const trust = (shrinkage * variance) / (dimensions - leftOut.places.length);
  for (let row = 0; row < dimensions; row++)
    covariance[diagonal(row)] = (covariance[diagonal(row)] ?? 0) + trust;
  const weights = solve(covariance, apart);
  // The variance of scores, less what shrinkage added to it.
  const spread = Math.sqrt(weights.reduce((sum, weight, place) => sum + weight * (apart[place] ?? 0), 0));
  return spread > 1e-9 ? { weights: [...weights], mean: [...mean], spread } : null;
}

/** How far along the direction somebody lies, in standard deviations from everybody's mean. */
export function scoreOf({ weights, mean, spread }: Direction, vector: Float64Array): number {
  let score = 0;
  for (let place = 0; place < weights.length; place++)
    score += (weights[place] ?? 0) * ((vector[place] ?? 0) - (mean[place] ?? 0));
  return score / spread;
}

/** How much each dimension adds to the score of an average one of the seed. */
export function contributionsOf({ weights, mean, spread }: Direction, seed: Moments): number[] {
  return [...seed.mean()].map(
    (value, place) => ((weights[place] ?? 0) * (value - (mean[place] ?? 0))) / spread,
  );
}

/** Solves A x = b for a symmetric positive A, given as the rows of its lower triangle, by Cholesky's decomposition. */
export function solve(triangle: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  const lower = triangle.slice();
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = lower[at(row, column)] ?? 0;
      for (let before = 0; before < column; before++)
        sum -= (lower[at(row, before)] ?? 0) * (lower[at(column, before)] ?? 0);
      lower[at(row, column)] = row === column ? Math.sqrt(sum) : sum / (lower[diagonal(column)] ?? 1);
    }
  }
  const x = b.slice();
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++)
      x[row] = (x[row] ?? 0) - (lower[at(row, column)] ?? 0) * (x[column] ?? 0);
    x[row] = (x[row] ?? 0) / (lower[diagonal(row)] ?? 1);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let below = row + 1; below < size; below++)
      x[row] = (x[row] ?? 0) - (lower[at(below, row)] ?? 0) * (x[below] ?? 0);
    x[row] = (x[row] ?? 0) / (lower[diagonal(row)] ?? 1);
  }
  return x;
}
