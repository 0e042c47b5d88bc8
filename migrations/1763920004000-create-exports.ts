import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Audiences that are handed on: what was asked, the file until it is forgotten, and who stood in it. */
export class CreateExports1763920004000 implements MigrationInterface {
  readonly name = 'CreateExports1763920004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audience_exports (
        tenant_id uuid not null,
        id uuid not null,
        segment_id uuid not null,
        target text not null,
        status text not null,
        requested_by text not null,
        requested_at timestamptz not null,
        members_expected integer not null,
        exported integer not null,
        withheld_export integer not null,
        withheld_ads integer not null,
        unreachable integer not null,
        parts integer not null,
        last_profile_id uuid,
        completed_at timestamptz,
        fetched_at timestamptz,
        fetched_by text,
        expires_at timestamptz,
        ended_by text,
        constraint audience_exports_pk primary key (tenant_id, id),
        constraint audience_exports_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index audience_exports_newest on audience_exports (tenant_id, requested_at, id);
      create index audience_exports_open on audience_exports (requested_at) where status in ('WAITING', 'RUNNING');
      create index audience_exports_ready on audience_exports (expires_at) where status = 'DONE';
      create unique index audience_exports_once on audience_exports (tenant_id, segment_id, target)
        where status in ('WAITING', 'RUNNING');

      create table audience_export_parts (
        tenant_id uuid not null,
        export_id uuid not null,
        part integer not null,
        sealed text not null,
        constraint audience_export_parts_pk primary key (tenant_id, export_id, part),
        constraint audience_export_parts_export_fk foreign key (tenant_id, export_id)
          references audience_exports (tenant_id, id) on delete cascade
      );

      create table exported_identities (
        tenant_id uuid not null,
        identity_id uuid not null,
        export_id uuid not null,
        constraint exported_identities_pk primary key (tenant_id, identity_id, export_id),
        constraint exported_identities_export_fk foreign key (tenant_id, export_id)
          references audience_exports (tenant_id, id) on delete cascade
      );
      create index exported_identities_export on exported_identities (tenant_id, export_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table exported_identities; drop table audience_export_parts; drop table audience_exports;',
    );
  }
}
