import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/**
 * Companies an audience is handed on to; each has a way of its own to write an address before it is hashed. `CSV` is for
 * other programs of the tenant's: ids as it gave them, and no address.
 */
export const exportTargets = [
  'GOOGLE_CUSTOMER_MATCH',
  'META_CUSTOM_AUDIENCE',
  'TIKTOK_CUSTOM_AUDIENCE',
  'CSV',
] as const;
export type ExportTarget = (typeof exportTargets)[number];

/** `WAITING` for a worker and for the segment, `RUNNING`, `DONE`: the file lies ready, `EXPIRED`: it is gone. */
export const exportStatuses = ['WAITING', 'RUNNING', 'DONE', 'EXPIRED'] as const;
export type ExportStatus = (typeof exportStatuses)[number];

/**
 * Why a file is gone: its week is over, a person in it was erased, or no longer allows it; or why it never was: while it was
 * made its segment came to speak of financial status, which its target does not take.
 */
export const exportEnds = ['TIME', 'ERASURE', 'CONSENT', 'FINANCIAL'] as const;
export type ExportEnd = (typeof exportEnds)[number];

/** One audience handed on: who asked, what for, how many. Stays for good, and names no person. */
@Entity('audience_exports')
@Index('audience_exports_newest', ['tenantId', 'requestedAt', 'id'])
@Index('audience_exports_open', { synchronize: false })
@Index('audience_exports_ready', { synchronize: false })
@Index('audience_exports_once', { synchronize: false })
export class AudienceExportEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'audience_exports_pk' })
  @ForeignKey(() => TenantEntity, { name: 'audience_exports_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audience_exports_pk' }) id!: string;
  @Column('uuid', { name: 'segment_id' }) segmentId!: string;
  @Column('text') target!: ExportTarget;
  @Column('text') status!: ExportStatus;
  /** Public id of the key that asked. */
  @Column('text', { name: 'requested_by' }) requestedBy!: string;
  @Column('timestamptz', { name: 'requested_at' }) requestedAt!: Date;
  /** How many were in the segment when the work began: what progress is measured by. */
  @Column('integer', { name: 'members_expected' }) membersExpected!: number;
  /** Members whose addresses are in the file. */
  @Column('integer') exported!: number;
  /** Members left out as they do not allow `AUDIENCE_EXPORT`. */
  @Column('integer', { name: 'withheld_export' }) withheldExport!: number;
  /** Members left out as they do not allow `ADS`, though they allow `AUDIENCE_EXPORT`. */
  @Column('integer', { name: 'withheld_ads' }) withheldAds!: number;
  /** Members of whom no address is known that the target takes. */
  @Column('integer') unreachable!: number;
  /** How many rows stand in the file so far: one for each member, more where more addresses are known. */
  @Column('integer') lines!: number;
  /** How many parts the file has so far. */
  @Column('integer') parts!: number;
  /** The member the work has come to, in the order of profile ids. */
  @Column('uuid', { name: 'last_profile_id', nullable: true }) lastProfileId!: string | null;
  @Column('timestamptz', { name: 'completed_at', nullable: true }) completedAt!: Date | null;
  /** When the file was first fetched, and by which key. */
  @Column('timestamptz', { name: 'fetched_at', nullable: true }) fetchedAt!: Date | null;
  @Column('text', { name: 'fetched_by', nullable: true }) fetchedBy!: string | null;
  /** When the file is forgotten. */
  @Column('timestamptz', { name: 'expires_at', nullable: true }) expiresAt!: Date | null;
  @Column('text', { name: 'ended_by', nullable: true }) endedBy!: ExportEnd | null;
}
