/**
 * Rows to evaluate as one batch so that a score can be explained: from the typical values to the actual ones, one
 * feature at a time, in the order given and once more in reverse. Row 0 is typical, row n actual.
 */
export function pathRows(typical: readonly number[], actual: readonly number[]): number[][] {
  const size = actual.length;
  const rows: number[][] = [];
  for (let changed = 0; changed <= size; changed++) rows.push(joined(actual, typical, changed));
  for (let kept = size - 1; kept > 0; kept--) rows.push(joined(typical, actual, kept));
  return rows;
}

/** One list up to a place, the other from there on. */
function joined(first: readonly number[], then: readonly number[], from: number): number[] {
  const row = first.slice(0, from);
  for (let at = from; at < then.length; at++) row.push(then[at] ?? 0);
  return row;
}

/** A score taken apart; `base` and the parts add up to the score of the actual values. */
export interface Attribution {
  /** Score of the typical values. */
  readonly base: number;
  /** What each feature added, in the features' order. */
  readonly parts: readonly number[];
}

/**
 * Each feature's part is the mean of what it changed on the two paths: the antithetic pair of one permutation (Mitchell
 * et al., "Sampling Permutations for Shapley Value Estimation", JMLR 2022). Both paths begin and end at the same rows,
 * so the parts add up whatever the model; an interaction of two features is split evenly between them.
 */
export function attribute(scores: readonly number[], size: number): Attribution {
  const score = (row: number): number => scores[row] ?? 0;
  // Number of features from the end that are actual, as a row: 0 is typical, `size` is actual.
  const fromEnd = (changed: number): number =>
    changed === 0 ? score(0) : changed === size ? score(size) : score(size + changed);
  const parts = Array.from({ length: size }, (_, feature) => {
    const forward = score(feature + 1) - score(feature);
    const backward = fromEnd(size - feature) - fromEnd(size - feature - 1);
    return (forward + backward) / 2;
  });
  return { base: score(0), parts };
}
