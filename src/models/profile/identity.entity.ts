import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** How a sender may name a person: a device or browser not logged in, or the sender's own customer id. */
export const identityKinds = ['anonymousId', 'userId'] as const;
export type IdentityKind = (typeof identityKinds)[number];

/** An id under which a person is known to a sender, and the profile it leads to. */
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
}
