import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { isThing, type IdentityKind } from '../../models/profile/identity.entity.js';
import type { OtherId } from '../../models/profile/other-id.js';
import { normalVin } from '../../models/vehicle/vin.js';
import { storableText } from '../platform/storable.js';

const longest = 512;
/** However it is written; what is longer, or has no country, is not worth the parser's time. */
const longestPhone = 64;

/**
 * The one way to write an id of this kind; null where it is none. E-mail in lower case, phone as E.164 (it must come with
 * its country: +44…), a VIN in upper case (its shape counts; outside North America its check digit says nothing), everything
 * else trimmed.
 */
export function normalId(kind: IdentityKind, given: string): string | null {
  const value = storableText(given.trim());
  if (value === '' || value.length > longest) return null;
  switch (kind) {
    case 'email':
      return /^[^\s@]+@[^\s@]+$/.test(value) ? value.toLowerCase() : null;
    case 'phone':
      return value.includes('+') && value.length <= longestPhone ? (parsePhoneNumberFromString(value)?.number ?? null) : null; // prettier-ignore
    case 'crmId':
    case 'loyaltyId':
    case 'deviceId':
    case 'formerVin':
      return value;
    case 'ownedVin':
      return normalVin(value);
    // The sender's own: told apart to the last space, as ever.
    case 'userId':
    case 'anonymousId':
      return storableText(given);
  }
}

/** Those further ids that say who is who, each once in its one way of writing, people's before devices'; undefined for none. */
export function verifiedIds(
  others: readonly OtherId[] | undefined,
): { kind: IdentityKind; value: string }[] | undefined {
  if (others === undefined) return undefined;
  const found = new Map<string, { kind: IdentityKind; value: string }>();
  for (const { kind, value: given, isVerified } of others) {
    const value = isVerified ? normalId(kind, given) : null;
    if (value !== null) found.set(`${kind}:${value}`, { kind, value });
  }
  if (found.size === 0) return undefined;
  return [...found.values()].sort((a, b) => Number(isThing(a.kind)) - Number(isThing(b.kind)));
}
