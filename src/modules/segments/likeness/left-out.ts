import { at } from './triangle.js';

/** What nothing is learnt by. */
export interface LeftOut {
  /** Dimensions. */
  readonly places: readonly number[];
  /** Groups of dimensions of which only counts how they are mixed, not what they come to together. */
  readonly amounts: readonly (readonly number[])[];
}

/** Everything counts. */
export const nothingLeftOut: LeftOut = { places: [], amounts: [] };

/** Directions of length 1, square to each other, along which nobody is told apart. */
export type Axes = readonly Float64Array[];

/**
 * The axes along which what is left out lies. More of a group is more of the mix that everybody has on average: weights that only
 * came to 0 together would still tell who has more, by kinds that nobody has any of.
 * @param mean everybody's
 */
export function axesOf({ places, amounts }: LeftOut, mean: Float64Array): Axes {
  const ofPlaces = places.map((place) => mean.map((_, each) => (each === place ? 1 : 0)));
  const ofAmounts = amounts.map((group) => mean.map((value, each) => (group.includes(each) ? value : 0)));
  return [...ofPlaces, ...ofAmounts].flatMap((axis) => {
    const length = Math.sqrt(dot(axis, axis));
    return length > 0 ? [axis.map((value) => value / length)] : [];
  });
}

/** A vector without what lies along the axes. */
export function without(axes: Axes, vector: Float64Array): Float64Array {
  const kept = vector.slice();
  for (const axis of axes) {
    const along = dot(axis, kept);
    axis.forEach((value, place) => (kept[place] = (kept[place] ?? 0) - along * value));
  }
  return kept;
}

/** How such vectors vary, of how whole ones do. @param triangle rows of the lower triangle of their covariance */
export function covarianceWithout(axes: Axes, triangle: Float64Array, size: number): Float64Array {
  const entries = Array.from({ length: size }, (_, n) => n);
  const rows = entries.map((row) => without(axes, Float64Array.from(entries, (column) => triangle[at(row, column)] ?? 0))); // prettier-ignore
  const columns = entries.map((column) =>
    without(
      axes,
      Float64Array.from(rows, (row) => row[column] ?? 0),
    ),
  );
  return Float64Array.from(columns.flatMap((column, n) => [...column.subarray(0, n + 1)]));
}

function dot(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, place) => sum + value * (other[place] ?? 0), 0);
}
