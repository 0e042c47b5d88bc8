/** Whole numbers in this range are mostly years. */
const years = { from: 1_900, below: 2_100, band: 10 };

/**
 * The stretch in which a number lies, in words: whole numbers below 10 stand for themselves, larger ones go by their first
 * digit, years by decades. The same for everybody and for ever, so that what is said today compares with what was said before.
 */
export function bandOf(value: number): string {
  if (value < 0) return 'below 0';
  if (value < 10) return Number.isInteger(value) ? String(value) : band(Math.floor(value), 1);
  const isYear = Number.isInteger(value) && value >= years.from && value < years.below;
  // Digits are counted as they are written, which no logarithm gets wrong.
  const size = isYear ? years.band : 10 ** (BigInt(Math.floor(value)).toString().length - 1);
  return band(Math.floor(value / size) * size, size);
}

function band(from: number, size: number): string {
  return `${from} to below ${from + size}`;
}
