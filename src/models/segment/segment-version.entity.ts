import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Rule } from './rule.js';
import { SegmentEntity } from './segment.entity.js';

/**
 * A rule that a segment got: from this version of the segment on, until the next that is kept here. Changes of name and
 * description alone leave none, and stages of the lifecycle have none, as what makes them is a setting.
 */
@Entity('segment_versions')
@ForeignKey(() => SegmentEntity, ['tenantId', 'segmentId'], ['tenantId', 'id'], {
  name: 'segment_versions_segment_fk',
  onDelete: 'CASCADE',
})
export class SegmentVersionEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'segment_versions_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'segment_id', primaryKeyConstraintName: 'segment_versions_pk' })
  segmentId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'segment_versions_pk' }) version!: number;
  @Column('jsonb') rule!: Rule;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
  /** Public id of the key that gave the rule; null where it was given before versions were kept. */
  @Column('text', { name: 'changed_by', nullable: true }) changedBy!: string | null;
}
