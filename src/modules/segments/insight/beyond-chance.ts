/** Standard errors beyond which a difference is chance once in a hundred times. */
const standardErrors = 2.58;
/** Of fewer people nothing is said: the test holds for many only. */
const fewestPeople = 30;

/** So many of a group. */
export interface Some {
  readonly some: number;
  readonly of: number;
}

/** Whether the shares of two groups, who share nobody, differ by more than chance would make them (two-proportion z-test). */
export function isBeyondChance(one: Some, other: Some): boolean {
  if (one.of < fewestPeople || other.of < fewestPeople) return false;
  const share = (one.some + other.some) / (one.of + other.of);
  const error = Math.sqrt(share * (1 - share) * (1 / one.of + 1 / other.of));
  return error > 0 && Math.abs(one.some / one.of - other.some / other.of) / error >= standardErrors;
}
