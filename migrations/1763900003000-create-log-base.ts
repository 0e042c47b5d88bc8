import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the log stands on: the PostgreSQL cluster whose transaction ids its positions are counted in, what is added to
 * them since a move to another, and how many shards it was cut into.
 */
export class CreateLogBase1763900003000 implements MigrationInterface {
  readonly name = 'CreateLogBase1763900003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table log_base (
        single boolean not null,
        cluster bigint not null,
        xid_base bigint not null,
        shards smallint,
        constraint log_base_pk primary key (single),
        constraint log_base_single check (single)
      );
      insert into log_base select true, system_identifier, 0, null from pg_control_system();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table log_base');
  }
}
