import type { LeadContact } from './lead-wish.js';

/** What a hand is found again by, whoever raised it: kept as keyed hashes only. Null where nothing is said. */
export interface ContactKeys {
  readonly email: string | null;
  readonly phone: string | null;
}

/** Kinds that these are hashed under: the same text as an id of somebody is another hash. */
export const contactKinds = { email: 'leadEmail', phone: 'leadPhone' } as const;

/** Of a number all agree on its end, whether it was written with its country or not. */
const phoneDigits = 6;

/**
 * The address in small letters, and the last six digits of the number. They find who may be reached alike: whether they are is
 * compared then. Stored hashes depend on it.
 */
export function contactKeysOf({ email, phone }: LeadContact): ContactKeys {
  const address = (email ?? '').trim().toLowerCase();
  const digits = nationalDigits(phone ?? '');
  return {
    email: address === '' ? null : address,
    phone: digits.length < phoneDigits ? null : digits.slice(-phoneDigits),
  };
}

/** The digits of a telephone number without the noughts it begins with. */
export function nationalDigits(text: string): string {
  return text.replaceAll(/\D/g, '').replace(/^0+/, '');
}
