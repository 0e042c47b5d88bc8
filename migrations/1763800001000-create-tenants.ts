import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTenants1763800001000 implements MigrationInterface {
  readonly name = 'CreateTenants1763800001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tenants (
        id uuid not null,
        slug text not null,
        name text not null,
        time_zone text not null,
        currency text not null,
        created_at timestamptz not null,
        constraint tenants_pk primary key (id),
        constraint tenants_slug_unique unique (slug)
      );
      create table api_keys (
        id text not null,
        tenant_id uuid not null,
        role text not null,
        name text not null,
        secret_hash bytea not null,
        created_at timestamptz not null,
        revoked_at timestamptz,
        constraint api_keys_pk primary key (id),
        constraint api_keys_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index api_keys_tenant on api_keys (tenant_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table api_keys; drop table tenants;');
  }
}
