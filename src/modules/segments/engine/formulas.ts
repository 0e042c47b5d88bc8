import type { Formula } from './atoms.js';

/**
 * Of the people of a row, whom a formula holds of: by bits, so that all 32 are answered at once.
 * @param holds by atom: the lanes of whom it holds
 */
export type Test = (holds: Int32Array) => number;

/** A formula as a function of whom its atoms hold of. */
export function testOf(formula: Formula): Test {
  if ('atom' in formula) {
    const { atom } = formula;
    return (holds) => holds[atom] ?? 0;
  }
  if ('not' in formula) {
    const inner = testOf(formula.not);
    return (holds) => ~inner(holds);
  }
  if ('all' in formula) {
    const parts = formula.all.map(testOf);
    return (holds) => {
      let lanes = -1;
      for (let n = 0; n < parts.length && lanes !== 0; n++) lanes &= parts[n]?.(holds) ?? 0;
      return lanes;
    };
  }
  const parts = formula.any.map(testOf);
  return (holds) => {
    let lanes = 0;
    for (let n = 0; n < parts.length && lanes !== -1; n++) lanes |= parts[n]?.(holds) ?? 0;
    return lanes;
  };
}
