import type { MigrationInterface, QueryRunner } from 'typeorm';

/** On which terms campaigns are delivered, for whom, who approved them, and what they were before. */
export class CreateCampaignTerms1763970014000 implements MigrationInterface {
  readonly name = 'CreateCampaignTerms1763970014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table advertisers (
        tenant_id uuid not null,
        id uuid not null,
        name text not null,
        kind text not null,
        dealer_id uuid,
        categories text[] not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint advertisers_pk primary key (tenant_id, id),
        constraint advertisers_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint advertisers_dealer_fk foreign key (dealer_id) references dealers (id) on delete set null
      );
      create index advertisers_newest on advertisers (tenant_id, created_at, id);
      create table campaign_settings (
        tenant_id uuid not null,
        approval_needed boolean not null,
        authors_may_approve boolean not null,
        updated_at timestamptz not null,
        constraint campaign_settings_pk primary key (tenant_id),
        constraint campaign_settings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      -- What was there before goes on under the terms of the house: an empty object is all of them.
      alter table campaigns
        add column advertiser_id uuid,
        add column terms jsonb not null default '{}',
        add column approval jsonb not null default '{}',
        add column proposal jsonb,
        add column version integer not null default 0,
        add column archived_at timestamptz,
        add constraint campaigns_advertiser_fk foreign key (tenant_id, advertiser_id)
          references advertisers (tenant_id, id);
      alter table campaigns
        alter column terms drop default, alter column approval drop default, alter column version drop default;
      create index campaigns_advertiser on campaigns (tenant_id, advertiser_id);
      create table campaign_versions (
        tenant_id uuid not null,
        campaign_id uuid not null,
        version integer not null,
        deed text not null,
        note text,
        content jsonb not null,
        done_at timestamptz not null,
        done_by text,
        constraint campaign_versions_pk primary key (tenant_id, campaign_id, version),
        constraint campaign_versions_campaign_fk foreign key (tenant_id, campaign_id)
          references campaigns (tenant_id, id) on delete cascade
      );
      alter table creatives add column weight integer not null default 1;
      alter table creatives alter column weight drop default;
      alter table placements
        add column slots integer,
        add column floor_micros bigint not null default 0,
        add column separates_competitors boolean not null default false,
        add column exclusive boolean not null default false;
      alter table placements
        alter column floor_micros drop default,
        alter column separates_competitors drop default,
        alter column exclusive drop default;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table placements
        drop column slots, drop column floor_micros, drop column separates_competitors, drop column exclusive;
      alter table creatives drop column weight;
      drop table campaign_versions;
      alter table campaigns
        drop column advertiser_id, drop column terms, drop column approval, drop column proposal,
        drop column version, drop column archived_at;
      drop table campaign_settings;
      drop table advertisers;
    `);
  }
}
