import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each tenant's stages are, which segments are stages of its lifecycle, and who left a segment since when: what is
 * open was found already.
 */
export class CreateLifecycle1763960003000 implements MigrationInterface {
  readonly name = 'CreateLifecycle1763960003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lifecycle_settings (
        tenant_id uuid not null,
        version integer not null,
        settings jsonb not null,
        updated_at timestamptz not null,
        constraint lifecycle_settings_pk primary key (tenant_id),
        constraint lifecycle_settings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      alter table segments add column built_in text;
      alter table segments add constraint segments_built_in_unique unique (tenant_id, built_in);
      create index segment_memberships_left on segment_memberships (segment_id, left_at)
        include (tenant_id, entered_at, profile_id) where left_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index segment_memberships_left;
      alter table segments drop column built_in;
      drop table lifecycle_settings;
    `);
  }
}
