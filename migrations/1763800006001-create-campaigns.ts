import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCampaigns1763800006001 implements MigrationInterface {
  readonly name = 'CreateCampaigns1763800006001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table placements (
        tenant_id uuid not null,
        key text not null,
        name text not null,
        description text not null,
        created_at timestamptz not null,
        constraint placements_pk primary key (tenant_id, key),
        constraint placements_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create table campaigns (
        tenant_id uuid not null,
        id uuid not null,
        name text not null,
        status text not null,
        starts_at timestamptz,
        ends_at timestamptz,
        time_zone text not null,
        vehicle_scope jsonb not null,
        revision integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint campaigns_pk primary key (tenant_id, id),
        constraint campaigns_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index campaigns_newest on campaigns (tenant_id, created_at, id);
      create table campaign_placements (
        tenant_id uuid not null,
        campaign_id uuid not null,
        placement_key text not null,
        constraint campaign_placements_pk primary key (tenant_id, campaign_id, placement_key),
        constraint campaign_placements_campaign_fk foreign key (tenant_id, campaign_id)
          references campaigns (tenant_id, id) on delete cascade,
        constraint campaign_placements_placement_fk foreign key (tenant_id, placement_key)
          references placements (tenant_id, key)
      );
      create index campaign_placements_placement on campaign_placements (tenant_id, placement_key);
      -- So that a campaign can only be tied to a segment of its own tenant.
      alter table segments add constraint segments_tenant_unique unique (tenant_id, id);
      create table campaign_audiences (
        tenant_id uuid not null,
        campaign_id uuid not null,
        segment_id uuid not null,
        kind text not null,
        constraint campaign_audiences_pk primary key (tenant_id, campaign_id, segment_id),
        constraint campaign_audiences_campaign_fk foreign key (tenant_id, campaign_id)
          references campaigns (tenant_id, id) on delete cascade,
        constraint campaign_audiences_segment_fk foreign key (tenant_id, segment_id)
          references segments (tenant_id, id)
      );
      create index campaign_audiences_segment on campaign_audiences (tenant_id, segment_id);
      create table creatives (
        tenant_id uuid not null,
        id uuid not null,
        campaign_id uuid not null,
        name text not null,
        angle text not null,
        headline text not null,
        body text not null,
        image_url text,
        call_to_action text not null,
        deep_link text not null,
        status text not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint creatives_pk primary key (tenant_id, id),
        constraint creatives_campaign_fk foreign key (tenant_id, campaign_id)
          references campaigns (tenant_id, id) on delete cascade
      );
      create index creatives_campaign on creatives (tenant_id, campaign_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table creatives;
      drop table campaign_audiences;
      drop table campaign_placements;
      drop table campaigns;
      drop table placements;
      alter table segments drop constraint segments_tenant_unique;
    `);
  }
}
