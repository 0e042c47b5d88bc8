import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { SegmentEntity } from './segment.entity.js';

/**
 * That a new, changed or archived segment has to be applied to one shard's profiles. The row goes when the shard is
 * done; a segment is ready when none is left. Kept in the same transaction as the memberships, so a kill loses nothing.
 */
@Entity('segment_backfills')
export class SegmentBackfillEntity {
  @Column('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid', { name: 'segment_id', primaryKeyConstraintName: 'segment_backfills_pk' })
  @ForeignKey(() => SegmentEntity, { name: 'segment_backfills_segment_fk', onDelete: 'CASCADE' })
  segmentId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'segment_backfills_pk' }) shard!: number;
  /** Version of the segment being applied: a change meanwhile begins anew. */
  @Column('integer') version!: number;
}
