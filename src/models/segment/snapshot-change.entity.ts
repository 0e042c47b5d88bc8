import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ShardSnapshotEntity } from './shard-snapshot.entity.js';

/**
 * Somebody of whom a shard's snapshot may hold another history than they have, for another reason than one more event: they are
 * read anew where it is used. Goes with the snapshot.
 */
@Entity('snapshot_changes')
export class SnapshotChangeEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'snapshot_changes_pk' })
  @ForeignKey(() => ShardSnapshotEntity, { name: 'snapshot_changes_shard_fk', onDelete: 'CASCADE' })
  shard!: number;
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'snapshot_changes_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'profile_id', primaryKeyConstraintName: 'snapshot_changes_pk' })
  profileId!: string;
}
