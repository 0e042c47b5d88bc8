import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ErasedRecords } from './personal-data.js';

/** Rights that take a while to grant. Rectification and objection are done at once, and leave no request. */
export const rightsKinds = ['ACCESS', 'PORTABILITY', 'ERASURE'] as const;
export type RightsKind = (typeof rightsKinds)[number];

/**
 * `WAITING` for a worker, `RUNNING`, for erasures `SETTLING` (everything is gone; in a moment we look once more for what
 * was under way meanwhile), `DONE`.
 */
export const rightsStatuses = ['WAITING', 'RUNNING', 'SETTLING', 'DONE'] as const;
export type RightsStatus = (typeof rightsStatuses)[number];

/** What a person asked of us, how far it is, and its receipt. Of an erased person it keeps no id once it is done. */
@Entity('rights_requests')
@Index('rights_requests_newest', ['tenantId', 'requestedAt', 'id'])
@Index('rights_requests_open', { synchronize: false })
@Index('rights_requests_once', { synchronize: false })
export class RightsRequestEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'rights_requests_pk' })
  @ForeignKey(() => TenantEntity, { name: 'rights_requests_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'rights_requests_pk' }) id!: string;
  @Column('text') kind!: RightsKind;
  @Column('text') status!: RightsStatus;
  /** Public id of the key that asked. */
  @Column('text', { name: 'requested_by' }) requestedBy!: string;
  @Column('timestamptz', { name: 'requested_at' }) requestedAt!: Date;
  /** The person's profile; null once they are erased. */
  @Column('uuid', { name: 'profile_id', nullable: true }) profileId!: string | null;
  /** Every profile and identity of the person being erased, until it is done. */
  @Column('uuid', { name: 'profile_ids', array: true }) profileIds!: string[];
  @Column('uuid', { name: 'identity_ids', array: true }) identityIds!: string[];
  /** Rooms gone through, of `steps`. */
  @Column('integer', { name: 'steps_done' }) stepsDone!: number;
  @Column('integer') steps!: number;
  /** From when a worker is to look at it. */
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  @Column('timestamptz', { name: 'completed_at', nullable: true }) completedAt!: Date | null;
  /** What was erased, by kind. */
  @Column('jsonb', { nullable: true }) receipt!: ErasedRecords[] | null;
  /** When the document that was made is forgotten. */
  @Column('timestamptz', { name: 'expires_at', nullable: true }) expiresAt!: Date | null;
}
