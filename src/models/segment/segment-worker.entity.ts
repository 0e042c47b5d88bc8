import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A worker process that can hold shards, and when it was last heard of: by how many there are each knows its share. */
@Entity('segment_workers')
export class SegmentWorkerEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'segment_workers_pk' }) id!: string;
  @Column('timestamptz', { name: 'seen_at' }) seenAt!: Date;
}
