import { z } from 'zod';
import { readInstant } from '../../written-instant.js';
import { readAmount } from '../../written-number.js';

/**
 * One sort of value, and how it is read out of what senders write. `needed` refuses an event that does not say it;
 * `maybe` takes what cannot be read as not said. Both refuse what cannot be: a price below zero, a term of 500 months.
 */
function sort<T>(read: (said: unknown) => unknown, check: z.ZodType<T>) {
  return { needed: z.preprocess(read, check), maybe: z.preprocess(read, check.optional()) };
}

const nothing = new Set(['', '-', 'na', 'n/a', 'null', 'undefined', '(not set)']);

/** Vendors write nothing as "", "NA", "null", "undefined" and "(not set)". */
export function saysNothing(text: string): boolean {
  // Asked of every text of every event: most are too long to be nothing.
  return text.length < 12 && nothing.has(text.trim().toLowerCase());
}

function textIn(said: unknown): string | undefined {
  if (typeof said === 'number') return String(said);
  if (typeof said !== 'string' || saysNothing(said)) return undefined;
  return said.trim();
}

function textUpTo(most: number) {
  const read = (said: unknown) => {
    const told = textIn(said);
    return told !== undefined && told.length <= most ? told : undefined;
  };
  return sort(read, z.string(`is missing, or longer than ${most} characters`));
}

/** A name, an id, a word. */
export const text = textUpTo(300);
/** A number of a thing, such as a VIN. What does not look like one is not said: it may be a place, or somebody. */
export const serial = sort((said) => {
  const told = textIn(said);
  return told !== undefined && /^[a-z0-9][a-z0-9-]{0,19}$/i.test(told) ? told : undefined;
}, z.string('is missing'));
/** What people write. */
export const prose = textUpTo(5_000);

/** A number as such, or out of a text such as "$28,995.00". */
function numberIn(said: unknown): number | undefined {
  if (typeof said === 'string') return readAmount(said);
  if (typeof said !== 'number') return undefined;
  // JSON writes 1e999, which is no number to anybody else.
  return Number.isFinite(said) ? said : Math.sign(said) * Number.MAX_VALUE;
}

/** The same, and less than zero out of "-120" or "-£5". */
function signedIn(said: unknown): number | undefined {
  const [, sign = '', rest] = typeof said === 'string' ? (/^\s*(\p{Sc}|[A-Z]{3})?\s*[-\u2212](.*)$/u.exec(said) ?? []) : []; // prettier-ignore
  const below = rest === undefined ? undefined : readAmount(`${sign}${rest}`);
  return below === undefined ? numberIn(said) : -below;
}

function numberFrom(least: number, most: number, unit = '') {
  const bounds = `must be from ${least} to ${most.toLocaleString('en')}${unit}`;
  const check = z.number('is missing, or no number').min(least, bounds).max(most, bounds);
  // A text below zero where nothing can be: of what must be said it is wrong, of the rest it is sloppy for nothing.
  return { needed: sort(signedIn, check).needed, maybe: sort(least < 0 ? signedIn : numberIn, check).maybe };
}

/** Money, in major units. The most dearly priced car in the smallest currency stays far below. */
export const amount = numberFrom(0, 1e12);
/** How many. */
export const count = numberFrom(0, 1e9);
/** A share, in percent. */
export const percent = numberFrom(0, 100, ' percent');
/** Length of a lease or loan. */
export const months = numberFrom(0, 240, ' months');
/** A distance. */
export const kilometres = numberFrom(0, 5_000_000, ' km');
/** A distance that may be overdue. */
export const kilometresLeft = numberFrom(-1_000_000, 1_000_000, ' km');
/** Days that may be overdue. */
export const daysLeft = numberFrom(-10_000, 10_000, ' days');
/** A duration. */
export const minutes = numberFrom(0, 100_000, ' minutes');
/** A duration. */
export const seconds = numberFrom(0, 1_000_000, ' seconds');

/** ISO 4217; anything else is not said. */
export const currency = sort((said) => {
  const written = textIn(said)?.toUpperCase();
  return written !== undefined && /^[A-Z]{3}$/.test(written) ? written : undefined;
}, z.string('is missing'));

/** A moment, kept as ISO 8601 in UTC; without an offset it is UTC. */
export const instant = sort((said) => {
  const time = typeof said === 'string' ? readInstant(said) : undefined;
  return time === undefined ? undefined : new Date(time).toISOString();
}, z.string('is missing, or no ISO 8601 instant'));

/** The words of a list, or of a text with commas; undefined where there are none. */
function wordsIn(said: unknown, isTaken: (word: string) => boolean): string[] | undefined {
  const list: unknown[] = Array.isArray(said) ? said : typeof said === 'string' ? said.split(',') : [];
  const told = list.flatMap((one) => textIn(one) ?? []).filter(isTaken);
  return told.length === 0 ? undefined : told.slice(0, 100);
}

/** A list of words: a list as such, or a text with commas. */
export const words = sort(
  (said) => wordsIn(said, ({ length }) => length <= 300),
  z.array(z.string(), 'is missing'),
);

/** Diagnostic codes, such as P0420-00. What does not look like one is left out: it may be a place, or somebody. */
export const codes = sort(
  (said) => wordsIn(said, (word) => /^[a-z0-9][a-z0-9-]{0,15}$/i.test(word)),
  z.array(z.string(), 'is missing'),
);
