import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What pacing learns from and what it sets: chances as processes saw them, paces of campaigns, traffic of tenants. Of no person. */
export class PaceCampaigns1763970024000 implements MigrationInterface {
  readonly name = 'PaceCampaigns1763970024000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table pacing_batches (
        tenant_id uuid not null,
        id uuid not null,
        gathered_from timestamptz not null,
        content jsonb not null,
        taken_at timestamptz,
        constraint pacing_batches_pk primary key (tenant_id, id),
        constraint pacing_batches_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index pacing_batches_new on pacing_batches (tenant_id, gathered_from) where taken_at is null;
      create table campaign_paces (
        tenant_id uuid not null,
        campaign_id uuid not null,
        multiplier double precision not null,
        share double precision not null,
        held_by text,
        state jsonb not null,
        constraint campaign_paces_pk primary key (tenant_id, campaign_id),
        constraint campaign_paces_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create table tenant_traffic (
        tenant_id uuid not null,
        shape jsonb not null,
        hour_began timestamptz not null,
        requests double precision not null,
        paced_at timestamptz not null,
        constraint tenant_traffic_pk primary key (tenant_id),
        constraint tenant_traffic_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table tenant_traffic; drop table campaign_paces; drop table pacing_batches;');
  }
}
