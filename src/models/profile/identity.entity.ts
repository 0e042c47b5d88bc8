import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Traits } from './profile-history.js';

/**
 * How a sender may name a person, the surest first: the sender's own customer id, numbers in programs beside it, an
 * address that reaches one person; then what names only a device.
 */
export const identityKinds = ['userId', 'crmId', 'loyaltyId', 'email', 'phone', 'anonymousId', 'deviceId'] as const; // prettier-ignore
export type IdentityKind = (typeof identityKinds)[number];

/** Names a device, not a person: many people may use one. */
export function isDevice(kind: IdentityKind): boolean {
  return kind === 'anonymousId' || kind === 'deviceId';
}

/**
 * An id under which a person is known to a sender, and the profile it leads to. What was told of the person stays with
 * the id it was told under, so that it follows wherever the id leads, and back.
 */
@Entity('identities')
@Unique('identities_value_unique', ['tenantId', 'kind', 'value'])
@Index('identities_profile', ['tenantId', 'profileId'])
export class IdentityEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: IdentityKind;
  @Column('text') value!: string;
  @Column('uuid', { name: 'profile_id' }) profileId!: string;
  /** Grows by one each time the identity leads elsewhere, so that readers can tell old from new. */
  @Column('integer') version!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('jsonb') traits!: Traits;
  /** When each trait was true, milliseconds since the epoch: the later statement wins, whatever arrives first. */
  @Column('jsonb', { name: 'traits_at' }) traitsAt!: Readonly<Record<string, number>>;
}
