import { nationalDigits } from '../../models/lead/contact-keys.js';
import type { LeadContact } from '../../models/lead/lead-wish.js';
import { namesAgree } from './names-agree.js';

/** Whether a text has the form of an e-mail address. Only a message sent to it would prove more. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]{2,}$/.test(text);
}

/** Whether a text has the form of a telephone number: 6 to 15 digits (E.164), however they are set apart. */
export function isPhone(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  return /^\+?[\d\s().\-/]+$/.test(text) && digits.length >= 6 && digits.length <= 15;
}

/**
 * Whether two contacts are one person's, as far as they say: a way to reach them in common, and nothing that both say
 * differently. Case makes no difference, nor how a telephone number is set apart or whether it has its country code.
 */
export function isSamePerson(one: LeadContact, other: LeadContact): boolean {
  const { reached, named } = agreement(one, other);
  return reached.includes(true) && ![...reached, ...named].includes(false);
}

/**
 * Whether two contacts are of two people, as far as they say: they are named differently, or reached differently in every way
 * that both tell. Somebody who corrects a telephone number beside the same e-mail address is still themselves.
 */
export function contradicts(one: LeadContact, other: LeadContact): boolean {
  const { reached, named } = agreement(one, other);
  return named.includes(false) || (reached.includes(false) && !reached.includes(true));
}

/**
 * Whether hands of two profiles are of one person, as far as they say: of one e-mail address, or of one telephone number and no two
 * addresses, and not named differently. Nobody proved to be who is reached there, so it makes nobody one with another.
 */
export function isReachedAlike(one: LeadContact, other: LeadContact): boolean {
  const { reached: [email = null, phone = null], named } = agreement(one, other); // prettier-ignore
  return !named.includes(false) && (email === true || (phone === true && email === null));
}

/** Whether whoever has one contact is reached by every way the other tells: it adds no address and no number, and changes none. */
export function isReachedBy(one: LeadContact, other: LeadContact): boolean {
  const { reached: [email, phone] } = agreement(one, other); // prettier-ignore
  return (other.email === undefined || email === true) && (other.phone === undefined || phone === true);
}

/** Whether both say a name, and not the same. */
export function namesDiffer(one: LeadContact, other: LeadContact): boolean {
  return namesAgree(one, other).includes(false);
}

/** Of what both say, whether it is the same; null where not both say it. */
function agreement(one: LeadContact, other: LeadContact): { readonly reached: (boolean | null)[]; readonly named: (boolean | null)[] } {
  const agree = (field: keyof LeadContact, plain: (text: string) => string) => {
    const [a, b] = [one[field], other[field]].map((text) => (text === undefined ? '' : plain(text)));
    return a && b ? a.endsWith(b) || b.endsWith(a) : null;
  };
  return {
    reached: [agree('email', whole), agree('phone', nationalDigits)],
    named: [...namesAgree(one, other)],
  };
} // prettier-ignore

/** Delimited, so that only the whole of it is the end of another. */
function whole(text: string): string {
  return `<${text.trim().toLowerCase()}>`;
}
