import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which file holds a shard's people as they were, the key to it, and who has become another since. */
export class SnapshotShards1763970006000 implements MigrationInterface {
  readonly name = 'SnapshotShards1763970006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table shard_snapshots (
        shard integer not null,
        id uuid not null,
        epoch bigint not null,
        file_key text not null,
        is_written boolean not null,
        constraint shard_snapshots_pk primary key (shard)
      );
      create table snapshot_changes (
        shard integer not null,
        tenant_id uuid not null,
        profile_id uuid not null,
        constraint snapshot_changes_pk primary key (shard, tenant_id, profile_id),
        constraint snapshot_changes_shard_fk foreign key (shard) references shard_snapshots (shard) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table snapshot_changes; drop table shard_snapshots;');
  }
}
