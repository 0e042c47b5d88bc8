import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What brings a merge about: an event that names one person twice, or someone who asks for it. */
export const mergeCauses = ['EVENT', 'REQUEST'] as const;
export type MergeCauseKind = (typeof mergeCauses)[number];

/**
 * The record of one merge: why two profiles became one, and all it takes to part them again. Undone, it remains, and
 * says that no event may join these two again.
 */
@Entity('profile_merges')
@Index('profile_merges_into', ['tenantId', 'intoProfileId'])
@Index('profile_merges_from', ['tenantId', 'fromProfileId'])
@Index('profile_merges_newest', ['tenantId', 'mergedAt', 'id'])
@Index('profile_merges_living', { synchronize: false })
export class ProfileMergeEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** The profile that was emptied. */
  @Column('uuid', { name: 'from_profile_id' }) fromProfileId!: string;
  @Column('uuid', { name: 'into_profile_id' }) intoProfileId!: string;
  /** Identities that moved. */
  @Column('uuid', { name: 'identity_ids', array: true }) identityIds!: string[];
  @Column('text') cause!: MergeCauseKind;
  /** Public id of the key that sent the event, or that asked; null for merges older than this record. */
  @Column('text', { name: 'key_id', nullable: true }) keyId!: string | null;
  /** Of the event. */
  @Column('text', { name: 'message_id', nullable: true }) messageId!: string | null;
  /** Why, in the words of whoever asked: they may speak of the person. */
  @Column('text', { name: 'sealed_reason', nullable: true }) sealedReason!: string | null;
  @Column('timestamptz', { name: 'merged_at' }) mergedAt!: Date;
  @Column('timestamptz', { name: 'undone_at', nullable: true }) undoneAt!: Date | null;
  /** Public id of the key that undid it. */
  @Column('text', { name: 'undone_by', nullable: true }) undoneBy!: string | null;
}

/** The record of one merge, to be read. */
export type ProfileMerge = Omit<ProfileMergeEntity, 'sealedReason'> & {
  /** Why, in the words of whoever asked. */
  readonly reason: string | null;
};
