import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which dealer a lead goes to and why, how soon they answer, and what is noted when they do not. */
export class RouteLeads1763970010002 implements MigrationInterface {
  readonly name = 'RouteLeads1763970010002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lead_routes (
        tenant_id uuid not null,
        lead_id uuid not null,
        number integer not null,
        dealer_id uuid,
        cause text not null,
        reasons jsonb not null,
        routed_at timestamptz not null,
        constraint lead_routes_pk primary key (tenant_id, lead_id, number),
        constraint lead_routes_lead_fk foreign key (tenant_id, lead_id) references leads (tenant_id, id) on delete cascade
      );
      create index lead_routes_dealer on lead_routes (tenant_id, dealer_id, routed_at);
      create table lead_settings (
        tenant_id uuid not null,
        scope text not null,
        dealer_id uuid,
        response_minutes integer not null,
        reroute_minutes integer,
        updated_at timestamptz not null,
        constraint lead_settings_pk primary key (tenant_id, scope),
        constraint lead_settings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint lead_settings_dealer_fk foreign key (dealer_id) references dealers (id) on delete cascade
      );
      create table lead_escalations (
        tenant_id uuid not null,
        lead_id uuid not null,
        number integer not null,
        dealer_id uuid,
        due_at timestamptz not null,
        escalated_at timestamptz not null,
        constraint lead_escalations_pk primary key (tenant_id, lead_id, number),
        constraint lead_escalations_lead_fk foreign key (tenant_id, lead_id) references leads (tenant_id, id) on delete cascade
      );
      alter table leads add column response_due_at timestamptz, add column reroute_due_at timestamptz,
        add column responded_at timestamptz, add column escalated_at timestamptz;
      create index leads_response_due on leads (response_due_at) where responded_at is null and escalated_at is null;
      create index leads_reroute_due on leads (reroute_due_at) where responded_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table lead_escalations, lead_settings, lead_routes;
      alter table leads drop column response_due_at, drop column reroute_due_at, drop column responded_at, drop column escalated_at;
      delete from events where type = 'LEAD_OVERDUE';
    `);
  }
}
