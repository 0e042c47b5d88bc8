import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How what models are given, say and foretell moves away from their first days, and the alerts of that. */
export class WatchDrift1763970033000 implements MigrationInterface {
  readonly name = 'WatchDrift1763970033000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table model_input_days (
        tenant_id uuid not null,
        model text not null,
        version text not null,
        day date not null,
        input text not null,
        total double precision not null,
        bins jsonb not null,
        constraint model_input_days_pk primary key (tenant_id, model, version, day, input),
        constraint model_input_days_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create table model_outcome_days (
        tenant_id uuid not null,
        model text not null,
        version text not null,
        day date not null,
        rows int not null,
        bins jsonb not null,
        constraint model_outcome_days_pk primary key (tenant_id, model, version, day),
        constraint model_outcome_days_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create table model_drifts (
        tenant_id uuid not null,
        model text not null,
        version text not null,
        counted_until date not null,
        reference_until date,
        judged_at timestamptz not null,
        report jsonb not null,
        constraint model_drifts_pk primary key (tenant_id, model, version),
        constraint model_drifts_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create table drift_settings (
        tenant_id uuid not null,
        watch double precision not null,
        drifted double precision not null,
        calibration double precision not null,
        updated_at timestamptz not null,
        constraint drift_settings_pk primary key (tenant_id),
        constraint drift_settings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create table model_alerts (
        tenant_id uuid not null,
        id uuid not null,
        model text not null,
        version text not null,
        subject text not null,
        sentence text not null,
        amount double precision not null,
        since date,
        opened_at timestamptz not null,
        closed_at timestamptz,
        closing text,
        constraint model_alerts_pk primary key (tenant_id, id),
        constraint model_alerts_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index model_alerts_newest on model_alerts (tenant_id, opened_at, id);
      create unique index model_alerts_one_open on model_alerts (tenant_id, model, version, subject) where closed_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table model_alerts, drift_settings, model_drifts, model_outcome_days, model_input_days;'); // prettier-ignore
  }
}
