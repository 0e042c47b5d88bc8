import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done to experiments, by whom, and what was planned then. Those that are there are kept with their next change. */
export class KeepExperimentVersions1763970040000 implements MigrationInterface {
  readonly name = 'KeepExperimentVersions1763970040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table experiments add column version integer not null default 0;
      alter table experiments alter column version drop default;
      create table experiment_versions (
        tenant_id uuid not null,
        experiment_id uuid not null,
        version integer not null,
        deed text not null,
        note text,
        plan jsonb not null,
        verdict jsonb,
        done_at timestamptz not null,
        done_by text,
        constraint experiment_versions_pk primary key (tenant_id, experiment_id, version),
        constraint experiment_versions_experiment_fk foreign key (tenant_id, experiment_id)
          references experiments (tenant_id, id) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table experiment_versions; alter table experiments drop column version');
  }
}
