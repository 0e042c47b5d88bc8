import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * How a sender may name a person, the surest first: the sender's own customer id, numbers in programs beside it, an
 * address that reaches one person; then what names only a thing of theirs: the car they own, a browser, a device.
 */
export const sentKinds = ['userId', 'crmId', 'loyaltyId', 'email', 'phone', 'ownedVin', 'anonymousId', 'deviceId'] as const; // prettier-ignore
export type SentKind = (typeof sentKinds)[number];

/** Those, and the one that only we give: a car that somebody owned once, with all that came in of it until then. */
export const identityKinds = [...sentKinds, 'formerVin'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** What names a thing, a device or a car: many people may use one. */
export const thingKinds: readonly IdentityKind[] = ['ownedVin', 'anonymousId', 'deviceId', 'formerVin'];

/** Names a thing, not a person. */
export function isThing(kind: IdentityKind): boolean {
  return thingKinds.includes(kind);
}

/**
 * An id under which a person is known to a sender, and the profile it leads to. What was told of the person stays with
 * the id it was told under, so that it follows wherever the id leads, and back. Neither stands here in the clear.
 */
@Entity('identities')
@Unique('identities_hash_unique', ['tenantId', 'kind', 'hash'])
@Index('identities_profile', ['tenantId', 'profileId'])
export class IdentityEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: IdentityKind;
  /** Keyed hash of the id: how it is found. */
  @Column('bytea') hash!: Buffer;
  /** The id, to be read again. */
  @Column('text', { name: 'sealed_value' }) sealedValue!: string;
  @Column('uuid', { name: 'profile_id' }) profileId!: string;
  /** Grows by one each time the identity leads elsewhere, so that readers can tell old from new. */
  @Column('integer') version!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** Of a car that was handed over: since when its VIN leads here. What happened before was its former owner's. */
  @Column('timestamptz', { name: 'owned_since', nullable: true }) ownedSince!: Date | null;
  /** What was told under it, each trait with when it was true (the later statement wins, whatever arrives first). */
  @Column('text', { name: 'sealed_traits', nullable: true }) sealedTraits!: string | null;
}
