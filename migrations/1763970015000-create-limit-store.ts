import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tables and steps of platform's limit store: rebuildable, so without foreign keys; no entities, as only it reads them. They
 * are unlogged: cheap to write, and after a crash of the server all of them are empty, the marks with the rest, so that the
 * store knows that it lost something. Locks are taken in one order everywhere: viewers, then amounts.
 */
export class CreateLimitStore1763970015000 implements MigrationInterface {
  readonly name = 'CreateLimitStore1763970015000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    for (const step of [locks, lapses, takes, reserves, restores, settles, releases])
      await runner.query(step);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function limit_release(uuid, jsonb);
      drop function limit_settle(uuid, jsonb);
      drop function limit_restore(uuid, jsonb);
      drop function limit_reserve(uuid, jsonb);
      drop function limit_take(uuid, bigint, text[], jsonb);
      drop function limit_lapse(uuid, text[], bigint);
      drop function limit_lock(uuid, text[], jsonb);
      drop table limit_marks;
      drop table limit_occurrences;
      drop table limit_holds;
      drop table limit_amounts;
    `);
  }
}

const tables = `
  create unlogged table limit_amounts (
    tenant_id uuid not null,
    key text not null,
    spent bigint not null default 0,
    held bigint not null default 0,
    keep_until bigint,
    constraint limit_amounts_pk primary key (tenant_id, key)
  );
  create unlogged table limit_holds (
    tenant_id uuid not null,
    key text not null,
    id text not null,
    amount bigint not null,
    lapses_at bigint not null,
    constraint limit_holds_pk primary key (tenant_id, key, id)
  );
  create index limit_holds_id on limit_holds (tenant_id, id);
  create index limit_holds_lapse on limit_holds (tenant_id, key, lapses_at);
  create unlogged table limit_occurrences (
    tenant_id uuid not null,
    viewer text not null,
    id text not null,
    at bigint not null,
    counts_until bigint,
    keep_until bigint not null,
    subjects text[] not null,
    constraint limit_occurrences_pk primary key (tenant_id, viewer, id)
  );
  create index limit_occurrences_id on limit_occurrences (tenant_id, id);
  create unlogged table limit_marks (
    tenant_id uuid not null,
    filling uuid not null,
    is_whole boolean not null,
    constraint limit_marks_pk primary key (tenant_id)
  );`;

/** Makes the others wait who want one of these viewers or amounts; `asked` are objects with a key. */
const locks = `
  create function limit_lock(tenant uuid, viewers text[], asked jsonb) returns void language plpgsql as $$
  declare
    lock bigint;
  begin
    for lock in select distinct hashtextextended(tenant || ' ' || viewer, 0) from unnest(viewers) viewer order by 1 loop
      perform pg_advisory_xact_lock(lock);
    end loop;
    insert into limit_amounts (tenant_id, key)
      select distinct tenant, one->>'key' from jsonb_array_elements(asked) one order by 2
      on conflict do nothing;
    perform from limit_amounts where tenant_id = tenant and key in (select one->>'key' from jsonb_array_elements(asked) one)
      order by key for update;
  end $$`;

/** Gives back what lapsed of these amounts, which are locked. */
const lapses = `
  create function limit_lapse(tenant uuid, keys text[], at_now bigint) returns void language sql as $$
    with gone as (
      delete from limit_holds where tenant_id = tenant and key = any(keys) and lapses_at <= at_now returning key, amount
    )
    update limit_amounts a set held = a.held - g.amount
      from (select key, sum(amount) as amount from gone group by key) g
      where a.tenant_id = tenant and a.key = g.key
  $$`;

/** Takes what one thing asks for. */
const takes = `
  create function limit_take(tenant uuid, at_now bigint, viewers text[], one jsonb) returns void language sql as $$
    with taken as (
      insert into limit_holds (tenant_id, key, id, amount, lapses_at)
      select tenant, a->>'key', one->>'id', (a->>'amount')::bigint, (a->>'until')::bigint
      from jsonb_array_elements(one->'amounts') a
      on conflict do nothing returning key, amount
    )
    update limit_amounts known set held = held + taken.amount from taken
      where known.tenant_id = tenant and known.key = taken.key;
    update limit_amounts known set keep_until = (a->>'keepUntil')::bigint from jsonb_array_elements(one->'amounts') a
      where known.tenant_id = tenant and known.key = a->>'key' and known.keep_until is distinct from (a->>'keepUntil')::bigint;
    insert into limit_occurrences (tenant_id, viewer, id, at, counts_until, keep_until, subjects)
      select distinct on (viewer) tenant, viewer, one->>'id', at_now, (one->>'unsettledUntil')::bigint, (one->>'keepUntil')::bigint,
        array(select jsonb_array_elements_text(one->'subjects'))
      from unnest(viewers) viewer where jsonb_array_length(one->'subjects') > 0
      on conflict do nothing
  $$`;

/** Null when the store is not whole, else a list: null where it is reserved, the limit's name where not. */
const reserves = `
  create function limit_reserve(tenant uuid, ask jsonb) returns jsonb language plpgsql as $$
  declare
    at_now bigint := (ask->>'now')::bigint;
    viewers text[] := array(select jsonb_array_elements_text(ask->'viewer'));
    amounts jsonb := coalesce((select jsonb_agg(a) from jsonb_array_elements(ask->'asks') one, jsonb_array_elements(one->'amounts') a), '[]');
    answer jsonb := '[]';
    one jsonb;
    refused text;
  begin
    if not exists (select from limit_marks where tenant_id = tenant and is_whole) then return null; end if;
    perform limit_lock(tenant, viewers, amounts);
    perform limit_lapse(tenant, array(select distinct a->>'key' from jsonb_array_elements(amounts) a), at_now);
    for one in select value from jsonb_array_elements(ask->'asks') with ordinality order by ordinality loop
      refused := null;
      if not exists (select from limit_holds where tenant_id = tenant and id = one->>'id')
        and not exists (select from limit_occurrences where tenant_id = tenant and id = one->>'id') then
        select c->>'subject' into refused from jsonb_array_elements(one->'counts') with ordinality as counts (c, place)
        where (c->>'most')::bigint <= (
          select count(distinct o.id) from limit_occurrences o
          where o.tenant_id = tenant and o.viewer = any(viewers) and o.at > (c->>'since')::bigint
            and o.subjects @> array[c->>'subject'] and o.keep_until > at_now and (o.counts_until is null or o.counts_until > at_now)
        ) order by place limit 1;
        if refused is null then
          select a->>'key' into refused from jsonb_array_elements(one->'amounts') with ordinality as amounts (a, place)
          join limit_amounts known on known.tenant_id = tenant and known.key = a->>'key'
          where known.spent + known.held + (a->>'amount')::bigint > (a->>'most')::bigint order by place limit 1;
        end if;
        if refused is null then perform limit_take(tenant, at_now, viewers, one); end if;
      end if;
      answer := answer || jsonb_build_array(refused);
    end loop;
    return answer;
  end $$`;

const restores = `
  create function limit_restore(tenant uuid, ask jsonb) returns void language plpgsql as $$
  declare
    viewers text[] := array(select jsonb_array_elements_text(ask->'viewer'));
    amounts jsonb := coalesce((select jsonb_agg(a) from jsonb_array_elements(ask->'asks') one, jsonb_array_elements(one->'amounts') a), '[]');
    one jsonb;
  begin
    perform limit_lock(tenant, viewers, amounts);
    for one in select value from jsonb_array_elements(ask->'asks') loop
      perform limit_take(tenant, (ask->>'now')::bigint, viewers, one);
    end loop;
  end $$`;

/** What is given twice for one key of one id is the same, or one of them is older: the greater counts. */
const settles = `
  create function limit_settle(tenant uuid, all_of jsonb) returns void language plpgsql as $$
  declare
    ids text[] := array(select one->>'id' from jsonb_array_elements(all_of) one);
    viewers text[] := array(
      select jsonb_array_elements_text(one->'happened'->'viewer') from jsonb_array_elements(all_of) one
      where one->'happened' is not null
      union select viewer from limit_occurrences where tenant_id = tenant and id = any(ids));
    spent jsonb := coalesce((select jsonb_agg(s) from jsonb_array_elements(all_of) one, jsonb_array_elements(one->'spent') s), '[]');
  begin
    perform limit_lock(tenant, viewers, spent);
    with gone as (
      delete from limit_holds h using (
        select distinct one->>'id' as id, s->>'key' as key
        from jsonb_array_elements(all_of) one, jsonb_array_elements(one->'spent') s
      ) settled where h.tenant_id = tenant and h.key = settled.key and h.id = settled.id returning h.key, h.amount
    )
    update limit_amounts a set held = a.held - g.amount
      from (select key, sum(amount) as amount from gone group by key) g
      where a.tenant_id = tenant and a.key = g.key;
    update limit_amounts a set spent = greatest(a.spent, s.spent), keep_until = s.keep_until
      from (
        select one->>'key' as key, max((one->>'spent')::bigint) as spent, max((one->>'keepUntil')::bigint) as keep_until
        from jsonb_array_elements(spent) one group by 1
      ) s where a.tenant_id = tenant and a.key = s.key;
    insert into limit_occurrences (tenant_id, viewer, id, at, counts_until, keep_until, subjects)
      select distinct on (named.viewer, one->>'id') tenant, named.viewer, one->>'id',
        coalesce(known.at, (happened->>'at')::bigint), null, coalesce(known.keep_until, (happened->>'keepUntil')::bigint),
        coalesce(known.subjects, array(select jsonb_array_elements_text(happened->'subjects')))
      from jsonb_array_elements(all_of) one
        cross join lateral (select one->'happened' as happened) h
        left join lateral (
          select o.at, o.keep_until, o.subjects from limit_occurrences o
          where o.tenant_id = tenant and o.id = one->>'id' limit 1
        ) known on true
        cross join lateral (
          select jsonb_array_elements_text(happened->'viewer') as viewer
          union select o.viewer from limit_occurrences o where o.tenant_id = tenant and o.id = one->>'id'
        ) named
      where happened is not null
      order by named.viewer, one->>'id'
      on conflict (tenant_id, viewer, id) do update set counts_until = null;
  end $$`;

const releases = `
  create function limit_release(tenant uuid, ids jsonb) returns void language plpgsql as $$
  declare
    named text[] := array(select jsonb_array_elements_text(ids));
  begin
    perform limit_lock(tenant,
      array(select distinct viewer from limit_occurrences where tenant_id = tenant and id = any(named)),
      coalesce((select jsonb_agg(jsonb_build_object('key', key)) from limit_holds where tenant_id = tenant and id = any(named)), '[]'));
    with gone as (delete from limit_holds where tenant_id = tenant and id = any(named) returning key, amount)
    update limit_amounts a set held = a.held - g.amount
      from (select key, sum(amount) as amount from gone group by key) g
      where a.tenant_id = tenant and a.key = g.key;
    delete from limit_occurrences where tenant_id = tenant and id = any(named) and counts_until is not null;
  end $$`;
