import type { IdentityKind } from '../../models/profile/identity.entity.js';

/** An id as a sender gave it. */
export interface IdentityKey {
  readonly tenantId: string;
  readonly kind: IdentityKind;
  readonly value: string;
}

/** Who an event says it is about: one id, or two ids of one person. */
export interface IdentityMention {
  readonly tenantId: string;
  readonly anonymousId?: string | undefined;
  readonly userId?: string | undefined;
}

/** What is known of an identity already. */
export interface KnownIdentity extends IdentityKey {
  readonly id: string;
  readonly profileId: string;
}

/** A profile to be emptied, and the one that takes its place. */
export interface ProfilePair {
  readonly tenantId: string;
  readonly fromProfileId: string;
  readonly intoProfileId: string;
}

/** What has to change so that every mention leads to a profile. */
export interface IdentityPlan {
  /** Identities to create, each with its profile. */
  readonly created: readonly (KnownIdentity & { readonly isNewProfile: boolean })[];
  /** Profiles to empty into others. */
  readonly merges: readonly ProfilePair[];
}

/** One text for an identity, to find it by. */
export function keyText({ tenantId, kind, value }: IdentityKey): string {
  return `${tenantId}\n${kind}\n${value}`;
}

/** The ids in a mention: the user first, as an event with both is the user's. */
export function keysOf(mention: IdentityMention): IdentityKey[] {
  const { tenantId, anonymousId, userId } = mention;
  const keys: IdentityKey[] = [];
  if (userId !== undefined) keys.push({ tenantId, kind: 'userId', value: userId });
  if (anonymousId !== undefined) keys.push({ tenantId, kind: 'anonymousId', value: anonymousId });
  return keys;
}

/**
 * Who is who. An anonymous id seen with a user id joins that user: with all its past, if no other user owns it yet; an
 * anonymous id that another user owns (a shared tablet) stays with its owner. Two users are never made one.
 *
 * @param known identities already stored
 * @param usedBy profiles already known to be a user's
 * @param newId makes ids; an argument so that plans can be tested
 */
export function planIdentities(
  mentions: readonly IdentityMention[],
  known: readonly KnownIdentity[],
  usedBy: ReadonlySet<string>,
  newId: () => string,
): IdentityPlan {
  const stored = new Set(known.map(({ profileId }) => profileId));
  const profileOf = new Map(known.map((identity) => [keyText(identity), identity.profileId]));
  const users = new Set(usedBy);
  for (const { kind, profileId } of known) if (kind === 'userId') users.add(profileId);
  const created = new Map<string, IdentityKey>();
  const merges: ProfilePair[] = [];

  const lead = (key: IdentityKey, profileId: string) => {
    const text = keyText(key);
    if (!profileOf.has(text)) created.set(text, key);
    profileOf.set(text, profileId);
    if (key.kind === 'userId') users.add(profileId);
  };

  for (const mention of mentions) {
    const keys = keysOf(mention);
    const [first, second] = keys;
    if (!first) continue;
    if (!second) {
      if (!profileOf.has(keyText(first))) lead(first, newId());
      continue;
    }
    const own = profileOf.get(keyText(first));
    const anonymous = profileOf.get(keyText(second));
    const isFree = anonymous !== undefined && !users.has(anonymous);
    const user = own ?? (isFree ? anonymous : newId());
    if (own === undefined) lead(first, user);
    if (anonymous === undefined) lead(second, user);
    if (!isFree || anonymous === user) continue;
    profileOf.set(keyText(second), user);
    if (stored.has(anonymous))
      merges.push({ tenantId: mention.tenantId, fromProfileId: anonymous, intoProfileId: user });
  }
  return {
    created: [...created].map(([text, key]) => {
      const profileId = profileOf.get(text) ?? newId();
      return { ...key, id: newId(), profileId, isNewProfile: !stored.has(profileId) };
    }),
    merges,
  };
}
