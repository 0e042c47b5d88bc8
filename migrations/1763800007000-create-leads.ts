import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLeads1763800007000 implements MigrationInterface {
  readonly name = 'CreateLeads1763800007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table leads (
        tenant_id uuid not null,
        id uuid not null,
        profile_id uuid not null,
        source_id text not null,
        interest text not null,
        vehicle_id uuid,
        dealer_id uuid,
        contact jsonb not null,
        message text,
        consent jsonb,
        status text not null,
        probability double precision not null,
        grade text not null,
        base_log_odds double precision not null,
        reasons jsonb not null,
        model_name text not null,
        model_version text not null,
        model_fallback text,
        created_at timestamptz not null,
        scored_at timestamptz not null,
        constraint leads_pk primary key (tenant_id, id),
        constraint leads_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index leads_newest on leads (tenant_id, created_at, id);
      create index leads_profile on leads (tenant_id, profile_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table leads');
  }
}
