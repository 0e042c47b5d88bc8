import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people allow. The ledger is append-only by a trigger, not by good manners. */
export class CreateConsent1763910001000 implements MigrationInterface {
  readonly name = 'CreateConsent1763910001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(appendOnly);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table consent_ledger;
      drop function forget_consent(uuid, uuid[]);
      drop function refuse_change_of_consent_ledger();
      drop table consent_states;
      drop table consent_policies;
    `);
  }
}

const tables = `
  create table consent_policies (
    tenant_id uuid not null,
    regime text not null,
    version text not null,
    categories jsonb not null,
    gpc_denies text[] not null,
    changed_at timestamptz not null,
    constraint consent_policies_pk primary key (tenant_id),
    constraint consent_policies_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
  );

  create table consent_ledger (
    tenant_id uuid not null,
    id uuid not null,
    identity_id uuid not null,
    purpose text not null,
    state text not null,
    source text not null,
    stated_at timestamptz not null,
    recorded_at timestamptz not null,
    policy_version text,
    evidence text,
    constraint consent_ledger_pk primary key (tenant_id, id)
  );
  create index consent_ledger_identity on consent_ledger (tenant_id, identity_id, stated_at);

  create table consent_states (
    tenant_id uuid not null,
    identity_id uuid not null,
    purpose text not null,
    state text not null,
    source text not null,
    stated_at timestamptz not null,
    policy_version text,
    constraint consent_states_pk primary key (tenant_id, identity_id, purpose)
  );
  create index consent_states_denied on consent_states (tenant_id, purpose) where state = 'DENIED';
`;

const appendOnly = `
  create function refuse_change_of_consent_ledger() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' and current_setting('carousel.forgetting_consent', true) = 'on' then
      return old;
    end if;
    raise exception 'consent_ledger is append-only; record a new statement, or erase a person with forget_consent()'
      using errcode = 'restrict_violation';
  end $$;
  create trigger consent_ledger_append_only before update or delete on consent_ledger
    for each row execute function refuse_change_of_consent_ledger();
  create trigger consent_ledger_not_emptied before truncate on consent_ledger
    for each statement execute function refuse_change_of_consent_ledger();

  create function forget_consent(tenant uuid, identities uuid[]) returns void language plpgsql
    set carousel.forgetting_consent = 'on' as $$
  begin
    delete from consent_ledger where tenant_id = tenant and identity_id = any(identities);
    delete from consent_states where tenant_id = tenant and identity_id = any(identities);
  end $$;
`;
