import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What campaigns are charged, and what the counting of offers per viewer is rebuilt from. */
export class ChargeCampaigns1763970015001 implements MigrationInterface {
  readonly name = 'ChargeCampaigns1763970015001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table campaign_charges (
        tenant_id uuid not null,
        decision_id uuid not null,
        position smallint not null,
        campaign_id uuid not null,
        day date not null,
        billed_on text not null,
        price_micros bigint not null,
        charged_micros bigint not null,
        occurred_at timestamptz not null,
        constraint campaign_charges_pk primary key (tenant_id, decision_id, position),
        constraint campaign_charges_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index campaign_charges_campaign on campaign_charges (tenant_id, campaign_id, day);
      create table campaign_totals (
        tenant_id uuid not null,
        campaign_id uuid not null,
        spent_micros bigint not null,
        charges int not null,
        changed_at timestamptz not null,
        constraint campaign_totals_pk primary key (tenant_id, campaign_id),
        constraint campaign_totals_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index campaign_totals_changed on campaign_totals (changed_at);
      create table campaign_days (
        tenant_id uuid not null,
        campaign_id uuid not null,
        day date not null,
        spent_micros bigint not null,
        charges int not null,
        changed_at timestamptz not null,
        constraint campaign_days_pk primary key (tenant_id, campaign_id, day),
        constraint campaign_days_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index campaign_days_changed on campaign_days (changed_at);
      alter table decisions add column viewer_keys text[];
      create index decisions_viewer_keys on decisions (decided_at) where viewer_keys is not null;
      alter table decision_outcomes add column profile_id uuid;
      create index decision_outcomes_profile on decision_outcomes (tenant_id, profile_id) where profile_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index decision_outcomes_profile;
      alter table decision_outcomes drop column profile_id;
      drop index decisions_viewer_keys;
      alter table decisions drop column viewer_keys;
      drop table campaign_days;
      drop table campaign_totals;
      drop table campaign_charges;
    `);
  }
}
