import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Model versions as they were found, where each stands with a tenant (one champion a model), and what was done with them. */
export class CreateModelRegistry1763970028000 implements MigrationInterface {
  readonly name = 'CreateModelRegistry1763970028000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table model_versions (
        model text not null,
        version text not null,
        sha256 text not null,
        manifest jsonb not null,
        card text,
        registered_at timestamptz not null,
        constraint model_versions_pk primary key (model, version)
      );
      create table model_standings (
        tenant_id uuid not null,
        model text not null,
        version text not null,
        state text not null,
        since timestamptz not null,
        constraint model_standings_pk primary key (tenant_id, model, version),
        constraint model_standings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create unique index model_standings_one_champion on model_standings (tenant_id, model) where state = 'CHAMPION';
      create unique index model_standings_one_shadow on model_standings (tenant_id, model) where state = 'SHADOW';
      create index model_standings_in_use on model_standings (model, version) where state in ('CHAMPION', 'SHADOW');
      create table model_moves (
        tenant_id uuid not null,
        model text not null,
        number integer not null,
        kind text not null,
        version text not null,
        other_version text,
        undoes integer,
        is_forced boolean not null,
        reason text,
        moved_by text,
        evidence jsonb,
        moved_at timestamptz not null,
        constraint model_moves_pk primary key (tenant_id, model, number),
        constraint model_moves_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table model_moves; drop table model_standings; drop table model_versions;');
  }
}
