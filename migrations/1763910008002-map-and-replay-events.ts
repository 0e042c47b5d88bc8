import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What tenants call things, as data. Rejected events keep what was understood of them, so that they can be understood
 * anew once the tenant's words are mended.
 */
export class MapAndReplayEvents1763910008002 implements MigrationInterface {
  readonly name = 'MapAndReplayEvents1763910008002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table event_mappings (
        tenant_id uuid not null,
        key text not null,
        name text,
        type text,
        properties jsonb not null,
        updated_at timestamptz not null,
        constraint event_mappings_pk primary key (tenant_id, key),
        constraint event_mappings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create table event_replays (
        tenant_id uuid not null,
        id uuid not null,
        filter jsonb not null,
        total integer not null,
        done integer not null,
        accepted integer not null,
        duplicates integer not null,
        withheld integer not null,
        still_rejected integer not null,
        done_until uuid,
        created_at timestamptz not null,
        finished_at timestamptz,
        constraint event_replays_pk primary key (id),
        constraint event_replays_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      alter table rejected_events add column name text, add column sealed_reported text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table rejected_events drop column sealed_reported, drop column name;
      drop table event_replays;
      drop table event_mappings;
    `);
  }
}
