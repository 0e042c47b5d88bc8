import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Uploaded lists: what they are called, and the ids that stand on them, hashed to be found by and sealed to be hashed anew. */
export class CreateAudienceLists1763960001000 implements MigrationInterface {
  readonly name = 'CreateAudienceLists1763960001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audience_lists (
        tenant_id uuid not null,
        id uuid not null,
        name text not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        archived_at timestamptz,
        constraint audience_lists_pk primary key (tenant_id, id),
        constraint audience_lists_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index audience_lists_newest on audience_lists (tenant_id, created_at, id);
      create unique index audience_lists_name on audience_lists (tenant_id, lower(name)) where archived_at is null;

      create table audience_list_entries (
        tenant_id uuid not null,
        list_id uuid not null,
        hash bytea not null,
        kind text not null,
        sealed_value text not null,
        said_at timestamptz not null,
        constraint audience_list_entries_pk primary key (tenant_id, list_id, hash),
        constraint audience_list_entries_list_fk foreign key (tenant_id, list_id)
          references audience_lists (tenant_id, id) on delete cascade
      );
      create index audience_list_entries_hash on audience_list_entries (tenant_id, hash);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audience_list_entries; drop table audience_lists;');
  }
}
