import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events of the erased that followers of the log remove are counted, so that the receipt can tell of them. */
export class CountLateRemovals1763950001000 implements MigrationInterface {
  readonly name = 'CountLateRemovals1763950001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table late_removals (
        tenant_id uuid not null,
        identity_id uuid not null,
        events bigint not null,
        removed_at timestamptz not null,
        constraint late_removals_pk primary key (tenant_id, identity_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table late_removals');
  }
}
