import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Profiles, identities and the event log. The tables every event touches have no foreign keys: each check would lock
 * the tenant's row once for every event.
 */
export class CreateEvents1763800004000 implements MigrationInterface {
  readonly name = 'CreateEvents1763800004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(profiles);
    await runner.query(log);
    await runner.query(partitions);
    await runner.query('select ensure_event_partitions(now(), 3)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function ensure_event_partitions(timestamptz, integer);
      drop table log_positions;
      drop table rejected_events;
      drop table event_receipts;
      drop table events;
      drop sequence event_seq;
      drop table profile_merges;
      drop table identities;
      drop table profiles;
    `);
  }
}

const profiles = `
  create table profiles (
    tenant_id uuid not null,
    id uuid not null,
    shard smallint not null,
    traits jsonb not null,
    traits_at jsonb not null,
    created_at timestamptz not null,
    merged_into uuid,
    constraint profiles_pk primary key (tenant_id, id)
  );
  create index profiles_shard on profiles (shard, tenant_id, id);

  create table identities (
    tenant_id uuid not null,
    id uuid not null,
    kind text not null,
    value text not null,
    profile_id uuid not null,
    version integer not null,
    created_at timestamptz not null,
    constraint identities_pk primary key (tenant_id, id),
    constraint identities_value_unique unique (tenant_id, kind, value)
  );
  create index identities_profile on identities (tenant_id, profile_id);

  create table profile_merges (
    tenant_id uuid not null,
    from_profile_id uuid not null,
    into_profile_id uuid not null,
    identity_ids uuid[] not null,
    merged_at timestamptz not null,
    constraint profile_merges_pk primary key (tenant_id, from_profile_id)
  );
  create index profile_merges_into on profile_merges (tenant_id, into_profile_id);
`;

const log = `
  create sequence event_seq as bigint;
  create table events (
    tenant_id uuid not null,
    shard smallint not null,
    xid bigint not null,
    seq bigint not null,
    received_at timestamptz not null,
    occurred_at timestamptz not null,
    profile_id uuid not null,
    identity_id uuid,
    type text not null,
    name text not null,
    message_id text not null,
    source_id text not null,
    vehicle jsonb,
    properties jsonb not null,
    context jsonb,
    constraint events_pk primary key (shard, xid, seq, received_at)
  ) partition by range (received_at);
  create index events_identity on events (tenant_id, identity_id, occurred_at);
  create index events_received on events using brin (received_at);
  create table events_default partition of events default;

  create table event_receipts (
    tenant_id uuid not null,
    source_id text not null,
    message_id text not null,
    received_at timestamptz not null,
    constraint event_receipts_pk primary key (tenant_id, source_id, message_id)
  );
  create index event_receipts_received on event_receipts using brin (received_at);

  create table rejected_events (
    tenant_id uuid not null,
    id uuid not null,
    source_id text not null,
    code text not null,
    message text not null,
    message_id text,
    payload jsonb,
    received_at timestamptz not null,
    constraint rejected_events_pk primary key (id),
    constraint rejected_events_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
  );
  create index rejected_events_newest on rejected_events (tenant_id, received_at, id);

  create table log_positions (
    consumer text not null,
    shard smallint not null,
    xid bigint not null,
    seq bigint not null,
    constraint log_positions_pk primary key (consumer, shard)
  );
`;

/** Makes the missing month partitions; a month that already has rows in the default partition keeps them there. */
const partitions = `
  create function ensure_event_partitions(first_month timestamptz, months integer) returns integer
  language plpgsql as $$
  declare
    month_start timestamp;
    partition_name text;
    made integer := 0;
  begin
    perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
    for ahead in 0 .. months - 1 loop
      month_start := date_trunc('month', first_month at time zone 'UTC') + make_interval(months => ahead);
      partition_name := 'events_' || to_char(month_start, 'YYYY_MM');
      continue when to_regclass(partition_name) is not null;
      begin
        execute format('create table %I partition of events for values from (%L) to (%L)', partition_name,
          month_start at time zone 'UTC', (month_start + interval '1 month') at time zone 'UTC');
        made := made + 1;
      exception when check_violation then
        raise notice 'events of % stay in the default partition', partition_name;
      end;
    end loop;
    return made;
  end $$;
`;
