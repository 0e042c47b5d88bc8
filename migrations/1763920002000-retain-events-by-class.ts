import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each month of the log is parted by class of event, so that every class can be kept for its own time and old months of it
 * dropped whole. What was dropped is noted for those who remember what they made of it. And the log says from when on all
 * that is written was received, so that those who follow it need not look into every month there ever was.
 */
export class RetainEventsByClass1763920002000 implements MigrationInterface {
  readonly name = 'RetainEventsByClass1763920002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(setAside);
    await runner.query(partedByClass);
    await runner.query(ensurePartedMonths);
    await runner.query(carryUp);
    await runner.query(marks);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table segment_retention;
      drop table event_retention;
      alter table log_base drop column received_from, drop column raised_at, drop column readable_from, drop column readable_xid;
    `);
    await runner.query(setAside);
    await runner.query(whole);
    await runner.query(ensureWholeMonths);
    await runner.query(carryDown);
  }
}

/** Every column the log had before, in its order. */
const columns = `tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, identity_id, type, name, message_id, source_id,
  vehicle, properties, context, sealed, schema_version`;

const columnTypes = `
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
  sealed text,
  schema_version smallint not null default 0
`;

/** Makes room for the table and its months to be made anew under the same names. */
const setAside = `
  drop function ensure_event_partitions(timestamptz, integer);
  do $$
  declare
    month record;
  begin
    for month in select relname as name from pg_inherits join pg_class on oid = inhrelid where inhparent = 'events'::regclass loop
      execute format('alter table %I rename to %I', month.name, 'set_aside_' || month.name);
    end loop;
  end $$;
  alter table events rename to set_aside_events;
  alter table set_aside_events rename constraint events_pk to set_aside_events_pk;
  alter index events_identity rename to set_aside_events_identity;
  alter index events_received rename to set_aside_events_received;
  alter index events_own rename to set_aside_events_own;
`;

const indexes = `
  create index events_identity on events (tenant_id, identity_id, occurred_at);
  create index events_received on events using brin (received_at);
  create index events_own on events (tenant_id, profile_id) where identity_id is null;
  create table events_default partition of events default;
`;

const partedByClass = `
  create table events (${columnTypes},
    class text not null,
    constraint events_pk primary key (shard, xid, seq, received_at, class)
  ) partition by range (received_at);
  ${indexes}
`;

const whole = `
  create table events (${columnTypes},
    constraint events_pk primary key (shard, xid, seq, received_at)
  ) partition by range (received_at);
  ${indexes}
`;

/** Makes the missing months; one that already has rows in the default partition keeps them there. */
const ensureMonths = (parting: string, parts: string) => `
  create function ensure_event_partitions(first_month timestamptz, months integer) returns integer
  language plpgsql as $$
  declare
    month_start timestamp;
    partition_name text;
    class text;
    made integer := 0;
  begin
    perform pg_advisory_xact_lock(hashtext('ensure_event_partitions'));
    for ahead in 0 .. months - 1 loop
      month_start := date_trunc('month', first_month at time zone 'UTC') + make_interval(months => ahead);
      partition_name := 'events_' || to_char(month_start, 'YYYY_MM');
      continue when to_regclass(partition_name) is not null;
      begin
        execute format('create table %I partition of events for values from (%L) to (%L)${parting}', partition_name,
          month_start at time zone 'UTC', (month_start + interval '1 month') at time zone 'UTC');
        ${parts}
        made := made + 1;
      exception when check_violation then
        raise notice 'events of % stay in the default partition', partition_name;
      end;
    end loop;
    return made;
  end $$;
`;
const ensureWholeMonths = ensureMonths('', '');
const ensurePartedMonths = ensureMonths(
  ' partition by list (class)',
  `foreach class in array array['browsing', 'dealing', 'ownership', 'car'] loop
          execute format('create table %I partition of %I for values in (%L)', partition_name || '_' || class, partition_name, class);
        end loop;`,
);

/** As `classOf` had it when this was written. */
const classOfType = `case
  when type in ('LEASE_QUOTED', 'LEAD_SUBMITTED', 'DEALER_CALLED', 'SALES_NOTE_WRITTEN', 'SHOWROOM_VISITED', 'TEST_DRIVE_BOOKED',
    'TEST_DRIVE_TAKEN', 'TEST_DRIVE_MISSED') then 'dealing'
  when type in ('ORDER_PLACED', 'VEHICLE_DELIVERED', 'SERVICE_BOOKED', 'SERVICE_DONE') then 'ownership'
  when starts_with(type, 'CAR_') then 'car'
  else 'browsing' end`;

/** Carries the rows over, into the months there were; what lay in the default partition stays in it. */
const carry = (into: string, from: string) => `
  select ensure_event_partitions(to_timestamp(right(relname, 7), 'YYYY_MM') + interval '15 days', 1)
  from pg_inherits join pg_class on oid = inhrelid
  where inhparent = 'set_aside_events'::regclass and relname <> 'set_aside_events_default';
  insert into events (${columns}${into}) select ${columns}${from} from set_aside_events;
  drop table set_aside_events;
`;
const carryUp = carry(', class', `, ${classOfType}`);
const carryDown = carry('', '');

const marks = `
  create table event_retention (
    class text not null,
    kept_from timestamptz not null,
    removals bigint not null,
    constraint event_retention_pk primary key (class)
  );
  create table segment_retention (
    class text not null,
    removals bigint not null,
    constraint segment_retention_pk primary key (class)
  );
  alter table log_base
    add column received_from timestamptz,
    add column raised_at timestamptz,
    add column readable_from timestamptz,
    add column readable_xid bigint;
`;
