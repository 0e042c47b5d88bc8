import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who lives with whom: what was last said of it under each identity. */
export class CreateHouseholds1763920001000 implements MigrationInterface {
  readonly name = 'CreateHouseholds1763920001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table household_members (
        tenant_id uuid not null,
        identity_id uuid not null,
        hash bytea,
        sealed_household text,
        stated_at timestamptz not null,
        constraint household_members_pk primary key (tenant_id, identity_id)
      );
      create index household_members_household on household_members (tenant_id, hash);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table household_members');
  }
}
