const digitsKnown = new Map<string, number | null>();

/** How many decimals a currency has: 2 of USD, 0 of JPY; null where there is no such currency. */
export function minorDigits(currency: string): number | null {
  const known = digitsKnown.get(currency);
  if (known !== undefined) return known;
  const digits = currencies.has(currency)
    ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2)
    : null;
  digitsKnown.set(currency, digits);
  return digits;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/**
 * An amount in minor units, such as cents; null where the text is none of the currency, or below zero. Money is counted,
 * never measured: a whole number of minor units cannot lose any.
 */
export function toMinor(text: string, digits: number): bigint | null {
  const [, whole, rest = ''] = /^(\d{1,15})(?:\.(\d{1,10}))?$/.exec(text) ?? [];
  if (whole === undefined || /[^0]/.test(rest.slice(digits))) return null;
  return BigInt(whole + rest.slice(0, digits).padEnd(digits, '0'));
}

/** `28995.00` of 2899500 cents. */
export function fromMinor(amount: bigint, digits: number): string {
  const text = (amount < 0n ? -amount : amount).toString();
  const sign = amount < 0n ? '-' : '';
  if (digits === 0) return sign + text;
  const padded = text.padStart(digits + 1, '0');
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** An exact number: `over` divided by `under`. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const powersOfTen = Array.from({ length: 13 }, (_, power) => 10n ** BigInt(power));

/** 245/100000 of `0.00245`; null where the text is no number, or below zero. */
export function fractionOf(text: string): Fraction | null {
  const [, whole, rest = ''] = /^(\d{1,6})(?:\.(\d{1,12}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  return { over: BigInt(whole + rest), under: powersOfTen[rest.length] ?? 1n };
}

/** A percentage as the share it is. */
export function shareOf(percent: Fraction): Fraction {
  return { over: percent.over, under: percent.under * 100n };
}

/** The whole number nearest to a quotient that is not below zero; a half goes up. */
export function halfUp(over: bigint, under: bigint): bigint {
  return (2n * over + under) / (2n * under);
}

/** That part of an amount, rounded half up to a minor unit. */
export function partOf(amount: bigint, { over, under }: Fraction): bigint {
  return halfUp(amount * over, under);
}
