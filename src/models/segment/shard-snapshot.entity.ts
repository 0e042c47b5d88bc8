import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The snapshot of a shard's people that may be used: a file on the disk of some worker, and the key that opens it. Without this
 * row the file is noise. At most one a shard.
 */
@Entity('shard_snapshots')
export class ShardSnapshotEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'shard_snapshots_pk' }) shard!: number;
  @Column('uuid') id!: string;
  /** That of the shard's owner, who takes it along: where it is another, what was in memory then counts no more. */
  @Column('bigint') epoch!: string;
  /** Sealed. `keys:rotate` leaves it: another file takes its place within minutes, and a key that does not open is a file less. */
  @Column('text', { name: 'file_key' }) fileKey!: string;
  /** Whether the file is whole. */
  @Column('boolean', { name: 'is_written' }) isWritten!: boolean;
}
