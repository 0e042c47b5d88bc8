import type { Traits } from '../../models/profile/profile-history.js';
import type { AddressedIdentity } from './addresses-in.js';
import { mergeTraits, noTraits } from './merge-traits.js';

/** What tells a person from others of their name, as it was last told; null is what was not. */
export interface ToldOfPerson {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly country: string | null;
  readonly postalCode: string | null;
  /** Under which identities any of it was told. */
  readonly identityIds: readonly string[];
}

/** Under which traits each may have been told, the likeliest first; an object's fields are traits of their own. */
const names = {
  firstName: ['firstName'],
  lastName: ['lastName'],
  country: ['address.country', 'country'],
  postalCode: ['address.postalCode', 'postalCode', 'postcode'],
} as const;
const every: readonly string[] = Object.values(names).flat();

/** A person's name and where they get their post, out of what was told under any of their identities. */
export function toldOf(identities: readonly Pick<AddressedIdentity, 'id' | 'told'>[]): ToldOfPerson {
  const { traits } = identities.reduce((told, one) => mergeTraits(told, one.told ?? noTraits), noTraits);
  const sayers = identities.filter(({ told }) => every.some((name) => told && Object.hasOwn(told.traits, name))); // prettier-ignore
  return {
    firstName: textIn(traits, names.firstName),
    lastName: textIn(traits, names.lastName),
    country: textIn(traits, names.country),
    postalCode: textIn(traits, names.postalCode),
    identityIds: sayers.map(({ id }) => id),
  };
}

function textIn(traits: Traits, among: readonly string[]): string | null {
  for (const name of among) {
    const said = Object.hasOwn(traits, name) ? traits[name] : undefined;
    if (typeof said === 'string' && said.trim() !== '') return said.trim();
  }
  return null;
}
