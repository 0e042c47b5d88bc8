import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of platform's viewer store: rebuildable, so without foreign keys; no entities, as only it reads them. */
export class CreateViewerStore1763800002000 implements MigrationInterface {
  readonly name = 'CreateViewerStore1763800002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table viewer_states (
        tenant_id uuid not null,
        viewer_id uuid not null,
        version bigint not null,
        state bytea not null,
        constraint viewer_states_pk primary key (tenant_id, viewer_id)
      );
      create table viewer_aliases (
        tenant_id uuid not null,
        alias text not null,
        viewer_id uuid not null,
        version bigint not null,
        constraint viewer_aliases_pk primary key (tenant_id, alias)
      );
      create index viewer_aliases_viewer on viewer_aliases (tenant_id, viewer_id);
      create table viewer_generation (
        single boolean not null,
        name text not null,
        constraint viewer_generation_pk primary key (single),
        constraint viewer_generation_single check (single)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table viewer_generation; drop table viewer_aliases; drop table viewer_states;');
  }
}
