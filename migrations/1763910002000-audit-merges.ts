import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Traits move from the profile to the identity they were told under (what was told before goes to the surest one), so
 * that parting two profiles parts what is known of them too. Merges are told apart, say who caused them, and can be
 * undone.
 */
export class AuditMerges1763910002000 implements MigrationInterface {
  readonly name = 'AuditMerges1763910002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table identities
        add column traits jsonb not null default '{}',
        add column traits_at jsonb not null default '{}';
      update identities i set traits = p.traits, traits_at = p.traits_at
        from profiles p
        where p.tenant_id = i.tenant_id and p.traits <> '{}' and i.id = (
          select f.id from identities f where f.tenant_id = p.tenant_id and f.profile_id = p.id
          order by f.kind desc, f.created_at, f.id limit 1);
      alter table identities
        alter column traits drop default,
        alter column traits_at drop default;
      alter table profiles
        drop column traits,
        drop column traits_at;
      alter table profile_merges
        drop constraint profile_merges_pk,
        add column id uuid not null default gen_random_uuid(),
        add column cause text not null default 'EVENT',
        add column key_id text,
        add column message_id text,
        add column reason text,
        add column undone_at timestamptz,
        add column undone_by text,
        add constraint profile_merges_pk primary key (tenant_id, id);
      alter table profile_merges
        alter column id drop default,
        alter column cause drop default;
      create unique index profile_merges_living on profile_merges (tenant_id, from_profile_id) where undone_at is null;
      create index profile_merges_from on profile_merges (tenant_id, from_profile_id);
      create index profile_merges_newest on profile_merges (tenant_id, merged_at, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table profiles
        add column traits jsonb not null default '{}',
        add column traits_at jsonb not null default '{}';
      update profiles p set traits = told.traits, traits_at = told.traits_at
        from (
          select i.tenant_id, i.profile_id, jsonb_object_agg(t.key, t.value order by (i.traits_at ->> t.key)::float8) as traits,
            jsonb_object_agg(t.key, i.traits_at -> t.key order by (i.traits_at ->> t.key)::float8) as traits_at
          from identities i, jsonb_each(i.traits) as t group by 1, 2
        ) as told
        where p.tenant_id = told.tenant_id and p.id = told.profile_id;
      alter table profiles
        alter column traits drop default,
        alter column traits_at drop default;
      alter table identities
        drop column traits,
        drop column traits_at;
      delete from profile_merges where undone_at is not null;
      drop index profile_merges_newest;
      drop index profile_merges_from;
      drop index profile_merges_living;
      alter table profile_merges
        drop constraint profile_merges_pk,
        drop column id,
        drop column cause,
        drop column key_id,
        drop column message_id,
        drop column reason,
        drop column undone_at,
        drop column undone_by,
        add constraint profile_merges_pk primary key (tenant_id, from_profile_id);
    `);
  }
}
