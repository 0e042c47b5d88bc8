import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSegments1763800005000 implements MigrationInterface {
  readonly name = 'CreateSegments1763800005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table segments (
        tenant_id uuid not null,
        id uuid not null,
        name text not null,
        description text,
        rule jsonb not null,
        version integer not null,
        status text not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint segments_pk primary key (id),
        constraint segments_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index segments_tenant on segments (tenant_id, created_at, id);

      create table segment_memberships (
        tenant_id uuid not null,
        id bigint generated always as identity,
        segment_id uuid not null,
        profile_id uuid not null,
        entered_at timestamptz not null,
        left_at timestamptz,
        constraint segment_memberships_pk primary key (id),
        constraint segment_memberships_segment_fk foreign key (segment_id) references segments (id) on delete cascade
      );
      create unique index segment_memberships_open on segment_memberships (tenant_id, profile_id, segment_id) where left_at is null;
      create index segment_memberships_members on segment_memberships (segment_id, entered_at, profile_id) where left_at is null;
      create index segment_memberships_profile on segment_memberships (tenant_id, profile_id, segment_id);

      create table profile_evaluations (
        tenant_id uuid not null,
        profile_id uuid not null,
        shard integer not null,
        due_at timestamptz,
        version bigint not null,
        unpublished boolean not null,
        evaluated_at timestamptz not null,
        constraint profile_evaluations_pk primary key (tenant_id, profile_id)
      );
      create index profile_evaluations_walk on profile_evaluations (tenant_id, shard, profile_id);
      create index profile_evaluations_due on profile_evaluations (shard, due_at) where due_at is not null;
      create index profile_evaluations_unpublished on profile_evaluations (shard, evaluated_at) where unpublished;

      create table evaluation_requests (
        tenant_id uuid not null,
        id bigint generated always as identity,
        profile_id uuid not null,
        shard integer not null,
        constraint evaluation_requests_pk primary key (id)
      );
      create index evaluation_requests_shard on evaluation_requests (shard, id);

      create table segment_backfills (
        tenant_id uuid not null,
        segment_id uuid not null,
        shard integer not null,
        version integer not null,
        done_until uuid,
        constraint segment_backfills_pk primary key (segment_id, shard),
        constraint segment_backfills_segment_fk foreign key (segment_id) references segments (id) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table segment_backfills; drop table evaluation_requests; drop table profile_evaluations; drop table segment_memberships; drop table segments;',
    );
  }
}
