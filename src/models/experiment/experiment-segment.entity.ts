import { Entity, ForeignKey, Index, PrimaryColumn, Column, Check } from 'typeorm';
import { SegmentEntity } from '../segment/segment.entity.js';
import { ExperimentEntity } from './experiment.entity.js';

/** That a running experiment narrows an arm to a segment: as long as the row is there the segment cannot be archived. */
@Entity('experiment_segments')
@Index('experiment_segments_segment', ['tenantId', 'segmentId'])
@ForeignKey(() => ExperimentEntity, ['tenantId', 'experimentId'], ['tenantId', 'id'], {
  name: 'experiment_segments_experiment_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => SegmentEntity, ['tenantId', 'segmentId', 'segmentStatus'], ['tenantId', 'id', 'status'], {
  name: 'experiment_segments_active_fk',
})
@Check('experiment_segments_status', `segment_status = 'ACTIVE'`)
export class ExperimentSegmentEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'experiment_segments_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'experiment_id', primaryKeyConstraintName: 'experiment_segments_pk' })
  experimentId!: string;
  @PrimaryColumn('uuid', { name: 'segment_id', primaryKeyConstraintName: 'experiment_segments_pk' })
  segmentId!: string;
  @Column('text', { name: 'segment_status' }) segmentStatus!: 'ACTIVE';
}
