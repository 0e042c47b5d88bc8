import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The record of one merge: enough to see why two histories became one, and to part them again. */
@Entity('profile_merges')
@Index('profile_merges_into', ['tenantId', 'intoProfileId'])
export class ProfileMergeEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  /** The profile that was emptied; its own row keeps the traits it had. */
  @PrimaryColumn('uuid', { name: 'from_profile_id' }) fromProfileId!: string;
  @Column('uuid', { name: 'into_profile_id' }) intoProfileId!: string;
  /** Identities that moved. */
  @Column('uuid', { name: 'identity_ids', array: true }) identityIds!: string[];
  @Column('timestamptz', { name: 'merged_at' }) mergedAt!: Date;
}
