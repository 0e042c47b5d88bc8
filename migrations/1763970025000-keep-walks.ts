import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Walks of shoppers from car to car, of nobody: without a person, and without the hour. `walk_mark` says until when they were
 * gathered from the log.
 */
export class KeepWalks1763970025000 implements MigrationInterface {
  readonly name = 'KeepWalks1763970025000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table walks (
        tenant_id uuid not null references tenants (id),
        number bigint not null generated always as identity,
        ended_on date not null,
        cars text[] not null,
        models text[] not null,
        constraint walks_pk primary key (tenant_id, number)
      );
      create table walk_mark (
        single boolean not null default true,
        gathered_until timestamptz not null,
        constraint walk_mark_pk primary key (single),
        constraint walk_mark_single check (single)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table walk_mark; drop table walks;');
  }
}
