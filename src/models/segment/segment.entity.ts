import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { Rule } from './rule.js';

/** Every state a segment can be in. */
export const segmentStatuses = ['ACTIVE', 'ARCHIVED'] as const;
/** `ARCHIVED` segments have no members and are kept for their history. */
export type SegmentStatus = (typeof segmentStatuses)[number];

/** A named audience: everyone its rule holds for, now. */
@Entity('segments')
@Index('segments_tenant', ['tenantId', 'createdAt', 'id'])
@Index('segments_unreadable', { synchronize: false })
@Unique('segments_tenant_unique', ['tenantId', 'id'])
@Unique('segments_status_unique', ['tenantId', 'id', 'status'])
@Unique('segments_built_in_unique', ['tenantId', 'builtIn'])
export class SegmentEntity {
  @Column('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'segments_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'segments_pk' }) id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) description!: string | null;
  @Column('jsonb') rule!: Rule;
  /** Counts changes of any kind, from 1. */
  @Column('integer') version!: number;
  @Column('text') status!: SegmentStatus;
  /** Since when the worker cannot read the rule and holds the segment as it is; null while it is kept up to date. */
  @Column('timestamptz', { name: 'unreadable_since', nullable: true }) unreadableSince!: Date | null;
  /** Which stage of the lifecycle it is, `aipl:INTEREST`: Carousel keeps it itself. Null for what marketers made. */
  @Column('text', { name: 'built_in', nullable: true }) builtIn!: string | null;
  /** Ids of IAB audiences that marketers said it is. */
  @Column('text', { name: 'iab_ids', array: true, default: '{}' }) iabIds!: string[];
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
