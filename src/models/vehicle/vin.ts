/**
 * Is the check digit (position 9) of a vehicle identification number right? Mandatory in North America and China;
 * European numbers need not satisfy it, so elsewhere a wrong one is a reason to look, not to refuse.
 */
export function vinCheckDigitHolds(vin: string): boolean {
  const sum = weights.reduce((total, weight, at) => total + valueOf(vin[at] ?? '0') * weight, 0);
  return vin[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}

/**
 * Was this car built where the law asks for a right check digit: the United States, Canada, Mexico (49 CFR 565 and its like)
 * or China (GB 16735)? Its first letters say where.
 */
export function vinCheckDigitIsLaw(vin: string): boolean {
  // 3A to 3W is Mexico; from 3X on come countries of Central America.
  return /^([1245L]|3[A-W])/.test(vin);
}

/** A real one has more: what forms and tests are filled in with would be everybody's. */
const leastDifferentCharacters = 6;

/** The one way to write it, however it came: upper case, without spaces and hyphens; null where it is none, or made up. */
export function normalVin(text: string): string | null {
  const vin = text.replaceAll(/[\s-]/g, '').toUpperCase();
  return isVin(vin) && new Set(vin).size >= leastDifferentCharacters ? vin : null;
}

/** Seventeen letters and digits, none of them I, O or Q. */
export function isVin(text: string): boolean {
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(text);
}

const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** A to Z as 49 CFR 565 counts them; digits count as themselves. */
function valueOf(letter: string): number {
  if (letter >= '0' && letter <= '9') return Number(letter);
  return Number('12345678012345070923456789'['ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(letter)] ?? 0);
}
