import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions that running experiments have rank offers: loaded in every process, and not taken out meanwhile. */
export class HoldModelsTried1763970042000 implements MigrationInterface {
  readonly name = 'HoldModelsTried1763970042000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table model_holds (
        tenant_id uuid not null,
        experiment_id uuid not null,
        model text not null,
        version text not null,
        name text not null,
        constraint model_holds_pk primary key (tenant_id, experiment_id, model, version),
        constraint model_holds_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table model_holds');
  }
}
