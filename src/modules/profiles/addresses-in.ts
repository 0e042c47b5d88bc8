import type { IdentityKind } from '../../models/profile/identity.entity.js';
import type { TraitValue } from '../../models/profile/profile-history.js';
import { mergeTraits, noTraits, type DatedTraits } from './merge-traits.js';
import { normalId } from './verified-ids.js';

/** Kinds of address by which a person is reached. */
export const addressKinds = ['email', 'phone'] as const;
export type AddressKind = (typeof addressKinds)[number];

/** Kinds of id by which a tenant's own programs know a person. */
export const givenKinds = ['userId', 'crmId', 'loyaltyId'] as const;
/** An id that a tenant gave somebody, and which identity it is. */
export interface GivenId {
  readonly kind: (typeof givenKinds)[number];
  readonly value: string;
  readonly identityId: string;
}

/** An address of a person in its one way of writing, and which of their identities it comes from. */
export interface Address {
  readonly kind: AddressKind;
  readonly value: string;
  readonly identityIds: readonly string[];
}

/** One identity, as far as addresses go. */
export interface AddressedIdentity {
  readonly id: string;
  readonly kind: IdentityKind;
  /** The id itself, where it is an address, and so verified, or one that the tenant gave (`givenKinds`). */
  readonly value: string | null;
  readonly told: DatedTraits | null;
}

/**
 * Where one person can be reached: at every address that is verified to be theirs; where of a kind there is none, at what
 * was last told of them in the trait of that name. What cannot be read as an address is none.
 */
export function addressesIn(identities: readonly AddressedIdentity[]): Address[] {
  return addressKinds.flatMap((kind) => {
    const verified = identities.flatMap(({ id, kind: own, value }) =>
      own === kind && value !== null ? [{ kind, value, identityIds: [id] }] : [],
    );
    return verified.length > 0 ? verified : toldAddresses(kind, identities);
  });
}

/** By which ids the tenant knows a person. */
export function givenIdsIn(identities: readonly AddressedIdentity[]): GivenId[] {
  return givenKinds.flatMap((kind) =>
    identities.flatMap(({ id, kind: own, value }) =>
      own === kind && value !== null ? [{ kind, value, identityId: id }] : [],
    ),
  );
}

function toldAddresses(kind: AddressKind, identities: readonly AddressedIdentity[]): Address[] {
  const latest = identities.reduce((told, one) => mergeTraits(told, one.told ?? noTraits), noTraits);
  const said = latest.traits[kind];
  const sayers = identities.filter(({ told }) => JSON.stringify(told?.traits[kind]) === JSON.stringify(said));
  const identityIds = sayers.map(({ id }) => id);
  const values = textsOf(said).map((text) => normalId(kind, text));
  return [...new Set(values)].flatMap((value) => (value === null ? [] : [{ kind, value, identityIds }]));
}

function textsOf(said: TraitValue | undefined): readonly string[] {
  if (typeof said === 'string') return [said];
  return typeof said === 'object' && said !== null ? said : [];
}
