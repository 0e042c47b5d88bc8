import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which ids each tenant joins people. */
export class CreateIdentityPolicies1763920001001 implements MigrationInterface {
  readonly name = 'CreateIdentityPolicies1763920001001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table identity_policies (
        tenant_id uuid not null,
        join_by text[] not null,
        changed_at timestamptz not null,
        constraint identity_policies_pk primary key (tenant_id),
        constraint identity_policies_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table identity_policies');
  }
}
