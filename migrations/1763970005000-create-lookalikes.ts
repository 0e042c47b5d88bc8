import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists that grow a seed by those who behave most like it, and whom they found in which order. */
export class CreateLookalikes1763970005000 implements MigrationInterface {
  readonly name = 'CreateLookalikes1763970005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lookalikes (
        tenant_id uuid not null,
        id uuid not null,
        segment_id uuid,
        seed_list_id uuid,
        size integer not null,
        list_id uuid not null,
        status text not null,
        fault text,
        requested_at timestamptz not null,
        requested_by text not null,
        completed_at timestamptz,
        findings jsonb,
        constraint lookalikes_pk primary key (tenant_id, id),
        constraint lookalikes_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint lookalikes_list_fk foreign key (tenant_id, list_id)
          references audience_lists (tenant_id, id) on delete cascade
      );
      create index lookalikes_newest on lookalikes (tenant_id, requested_at, id);
      create index lookalikes_open on lookalikes (requested_at) where status = 'WAITING';

      create table lookalike_members (
        tenant_id uuid not null,
        lookalike_id uuid not null,
        rank integer not null,
        profile_id uuid not null,
        score double precision not null,
        constraint lookalike_members_pk primary key (tenant_id, lookalike_id, rank),
        constraint lookalike_members_lookalike_fk foreign key (tenant_id, lookalike_id)
          references lookalikes (tenant_id, id) on delete cascade
      );
      create index lookalike_members_profile on lookalike_members (tenant_id, profile_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lookalike_members; drop table lookalikes;');
  }
}
