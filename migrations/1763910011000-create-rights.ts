import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people ask of us with regard to their data, and whom a late event must not bring back. */
export class CreateRights1763910011000 implements MigrationInterface {
  readonly name = 'CreateRights1763910011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table rights_requests (
        tenant_id uuid not null,
        id uuid not null,
        kind text not null,
        status text not null,
        requested_by text not null,
        requested_at timestamptz not null,
        profile_id uuid,
        profile_ids uuid[] not null,
        identity_ids uuid[] not null,
        steps_done integer not null,
        steps integer not null,
        due_at timestamptz not null,
        completed_at timestamptz,
        receipt jsonb,
        expires_at timestamptz,
        constraint rights_requests_pk primary key (tenant_id, id),
        constraint rights_requests_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index rights_requests_newest on rights_requests (tenant_id, requested_at, id);
      create index rights_requests_open on rights_requests (due_at) where status <> 'DONE';
      create unique index rights_requests_once on rights_requests (tenant_id, profile_id, kind) where status <> 'DONE';

      create table rights_document_parts (
        tenant_id uuid not null,
        request_id uuid not null,
        part integer not null,
        sealed text not null,
        constraint rights_document_parts_pk primary key (tenant_id, request_id, part),
        constraint rights_document_parts_request_fk foreign key (tenant_id, request_id)
          references rights_requests (tenant_id, id) on delete cascade
      );

      create table erased_identities (
        tenant_id uuid not null,
        kind text not null,
        hash bytea not null,
        erased_at timestamptz not null,
        constraint erased_identities_pk primary key (tenant_id, kind, hash)
      );
      create index profiles_merged on profiles (tenant_id, merged_into) where merged_into is not null;
      create index events_own on events (tenant_id, profile_id) where identity_id is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index events_own;
      drop index profiles_merged;
      drop table erased_identities;
      drop table rights_document_parts;
      drop table rights_requests;
    `);
  }
}
