import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Experiments, who was exposed to them, and the sums of what came of it. */
export class CreateExperiments1763970022000 implements MigrationInterface {
  readonly name = 'CreateExperiments1763970022000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table experiments (
        tenant_id uuid not null,
        id uuid not null,
        status text not null,
        plan jsonb not null,
        layer text,
        slots_from integer,
        slots_to integer,
        starts_at timestamptz,
        ends_at timestamptz,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint experiments_pk primary key (tenant_id, id),
        constraint experiments_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index experiments_newest on experiments (tenant_id, created_at, id);
      create table experiment_exposures (
        tenant_id uuid not null,
        experiment_id uuid not null,
        unit bytea not null,
        arm smallint not null,
        exposed_at timestamptz not null,
        decision_id uuid not null,
        identity_id uuid,
        state text not null,
        contribution jsonb,
        stale_since timestamptz,
        constraint experiment_exposures_pk primary key (tenant_id, experiment_id, unit),
        constraint experiment_exposures_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index experiment_exposures_unit on experiment_exposures (tenant_id, unit);
      create index experiment_exposures_identity on experiment_exposures (tenant_id, identity_id) where identity_id is not null;
      create index experiment_exposures_stale on experiment_exposures (tenant_id, experiment_id, stale_since) where stale_since is not null;
      create index experiment_exposures_second on experiment_exposures (tenant_id, experiment_id) where state = 'SECOND';
      create table experiment_sums (
        tenant_id uuid not null,
        experiment_id uuid not null,
        arm smallint not null,
        measure text not null,
        people integer not null,
        y numeric not null,
        yy numeric not null,
        x numeric not null,
        xx numeric not null,
        xy numeric not null,
        constraint experiment_sums_pk primary key (tenant_id, experiment_id, arm, measure),
        constraint experiment_sums_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table experiment_sums; drop table experiment_exposures; drop table experiments;',
    );
  }
}
