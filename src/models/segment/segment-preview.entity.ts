import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { Rule } from './rule.js';

/** A rule that somebody wants to know the reach of. Kept for minutes. */
@Entity('segment_previews')
@Index('segment_previews_tenant', ['tenantId', 'askedAt'])
export class SegmentPreviewEntity {
  @Column('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'segment_previews_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'segment_previews_pk' }) id!: string;
  @Column('jsonb') rule!: Rule;
  /** The instant it is asked about. */
  @Column('timestamptz') now!: Date;
  @Column('timestamptz', { name: 'asked_at' }) askedAt!: Date;
}

/** What one shard answered: first what a sample says, then what is exact. */
@Entity('segment_preview_parts')
export class SegmentPreviewPartEntity {
  @Column('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid', { name: 'preview_id', primaryKeyConstraintName: 'segment_preview_parts_pk' })
  @ForeignKey(() => SegmentPreviewEntity, {
    name: 'segment_preview_parts_preview_fk',
    onDelete: 'CASCADE',
  })
  previewId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'segment_preview_parts_pk' }) shard!: number;
  @Column('integer') size!: number;
  @Column('integer') error!: number;
  @Column('integer') people!: number;
  @Column('boolean', { name: 'is_exact' }) isExact!: boolean;
  /** Some of those it reaches. */
  @Column('uuid', { name: 'profile_ids', array: true }) profileIds!: string[];
}
