import type { ConsentStatement } from '../../../models/consent/consent-statement.js';
import { purposes, type Purpose } from '../../../models/consent/purpose.js';

/** Why something that looked like consent says nothing to us. Counted, so that a broken banner is noticed. */
export type Unread =
  /** `categoryPreferences` is not an object. */
  | 'SEGMENT_MALFORMED'
  /** None of its categories is mapped to a purpose in the tenant's policy. */
  | 'SEGMENT_UNMAPPED'
  /** Not a string of TCF version 2. */
  | 'TCF_MALFORMED'
  /** Made after February 2026 and without the vendors that were shown, as TCF 2.3 demands. */
  | 'TCF_UNDISCLOSED'
  /** A key of Google's is neither granted nor denied. */
  | 'GOOGLE_MALFORMED';

/** What a reader understood. */
export interface Reading {
  readonly statements: readonly ConsentStatement[];
  readonly unread?: Unread;
}

/** Nothing was said. */
export const silence: Reading = { statements: [] };

/** A reading of something broken: it says nothing, and why is counted. */
export function unread(reason: Unread): Reading {
  return { statements: [], unread: reason };
}

/** What a purpose needs in somebody else's vocabulary. */
export type Needs<Key> = Readonly<Partial<Record<Purpose, readonly Key[]>>>;

/**
 * Translates answers in another vocabulary: one "no" among what a purpose needs denies it, it is granted when all of it
 * is answered with yes, and otherwise nothing is said of it.
 */
export function translated<Key>(
  needs: Needs<Key>,
  answer: (key: Key) => boolean | undefined,
  about: Omit<ConsentStatement, 'purpose' | 'state'>,
): ConsentStatement[] {
  const statements: ConsentStatement[] = [];
  for (const purpose of purposes) {
    const answers = (needs[purpose] ?? []).map(answer);
    if (answers.includes(false)) statements.push({ purpose, state: 'DENIED', ...about });
    else if (answers.length > 0 && !answers.includes(undefined))
      statements.push({ purpose, state: 'GRANTED', ...about });
  }
  return statements;
}

/** A JSON object, and no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
