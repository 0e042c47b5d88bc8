import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { classOf } from '../../models/event/event-class.js';
import { ownEventTypes, type EventType } from '../../models/event/event-type.js';
import { importSource } from './offline/import-source.js';
import { arrayOf } from '../platform/array-of.js';
import { prepared } from '../platform/preparing-client.js';

/** Readers of the log wait for every transaction that writes, so none of ours may be long. */
const receiptsForgottenAtOnce = 10_000;

/** A message as it is told apart from others. */
export interface MessageKey {
  readonly tenantId: string;
  readonly sourceId: string;
  readonly messageId: string;
}

/** One text for a message, to find it by. */
export function messageKey({ tenantId, sourceId, messageId }: MessageKey): string {
  return `${tenantId} ${sourceId} ${messageId}`;
}

/** A row of the log about to be written. JSON comes as text, times as ISO 8601. */
export interface NewEvent extends MessageKey {
  readonly shard: number;
  readonly profileId: string;
  readonly identityId: string | null;
  readonly type: EventType;
  readonly schemaVersion: number;
  readonly name: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly vehicle: string | null;
  readonly properties: string;
  readonly context: string | null;
  readonly sealed: string | null;
}

/** How often each kind of event came. */
export interface EventCount {
  readonly type: EventType;
  readonly name: string;
  readonly count: number;
  readonly lastAt: Date;
}

const uniqueViolation = '23505';

/** Between the texts of one parameter. JSON never holds it: there it stands as an escape. */
const unitSeparator = '\u001f';
/**
 * The values of a parameter, one a row. Those of several, beside each other in a list of what is selected, come in step; a shorter one
 * is filled up with nulls. As one table function of all of them each would be kept in a store of its own first, which is an eighth
 * of what a write costs PostgreSQL.
 */
const each = (parameter: string, type: string) => `unnest(${parameter}::${type}[])`;
/** The same of many JSON texts as one: PostgreSQL parts them at a fraction of what it costs to read them as an array. Empty is null. */
const eachJson = (parameter: string) => `unnest(string_to_array(${parameter}, E'\\x1f', ''))::jsonb`;

/** A column of which one value stands for all where all are the same, as they mostly are: the others are null. */
const shared = (column: string, parameter: string, type: string) =>
  `coalesce(${column}, (${parameter}::${type}[])[1])`;
const tenantColumn = shared('tenant_id', '$1', 'uuid');
const receivedColumn = shared('received_at', '$3', 'timestamptz');
const sourceColumn = shared('source_id', '$10', 'text');

const appendSql = `
  insert into events (tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, identity_id, type, name,
    message_id, source_id, vehicle, properties, context, schema_version, sealed, class)
  select ${tenantColumn}, shard, (select pg_current_xact_id()::text::bigint + xid_base from log_base), nextval('event_seq'),
    greatest(${receivedColumn}, (select received_from from log_base)), occurred_at, profile_id, identity_id,
    ${shared('type', '$7', 'text')}, ${shared('name', '$8', 'text')}, message_id, ${sourceColumn}, vehicle, properties, context,
    ${shared('schema_version', '$14', 'smallint')}, sealed, ${shared('class', '$16', 'text')}
  from (
    select ${each('$1', 'uuid')} as tenant_id, ${each('$2', 'smallint')} as shard, ${each('$3', 'timestamptz')} as received_at,
      ${each('$4', 'timestamptz')} as occurred_at, ${each('$5', 'uuid')} as profile_id, ${each('$6', 'uuid')} as identity_id,
      ${each('$7', 'text')} as type, ${each('$8', 'text')} as name, ${each('$9', 'text')} as message_id,
      ${each('$10', 'text')} as source_id, ${eachJson('$11')} as vehicle, ${eachJson('$12')} as properties,
      ${eachJson('$13')} as context, ${each('$14', 'smallint')} as schema_version, ${each('$15', 'text')} as sealed,
      ${each('$16', 'text')} as class
  ) e`;

/** Since when a message is known: of those of files for ever, as the same file may come again any time. */
function keptSince(source: string, received: string): string {
  return `case when ${source} = '${importSource}' then 'infinity' else ${received} end`;
}

// In the order of keys, so that two writers of the same messages never wait for each other in a circle.
const appendNewSql = `${prepared}
  with receipts as (
    insert into event_receipts (tenant_id, digest, received_at)
    select ${tenantColumn}, message_digest(${sourceColumn}, message_id), ${keptSince(sourceColumn, receivedColumn)}
    from (
      select ${each('$1', 'uuid')} as tenant_id, ${each('$10', 'text')} as source_id, ${each('$9', 'text')} as message_id,
        ${each('$3', 'timestamptz')} as received_at
    ) m
    order by 1, 2
  ) ${appendSql}`;

/** SQL of `events` and `event_receipts`. */
@Injectable()
export class EventsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Notes messages as counted. Returns null when all were new, else the places of those that were. */
  async writeReceipts(
    manager: EntityManager,
    messages: readonly MessageKey[],
    receivedAt: Date,
  ): Promise<ReadonlySet<number> | null> {
    const rows: { place: string }[] = await manager.query(
      `with message as (
         select tenant_id, message_digest(source_id, message_id) as digest, ${keptSince('source_id', '$4::timestamptz')} as received_at, place
         from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as m (tenant_id, source_id, message_id, place)
       ), made as (
         insert into event_receipts (tenant_id, digest, received_at)
         select tenant_id, digest, received_at from message order by 1, 2
         on conflict do nothing
         returning tenant_id, digest
       )
       select place from message join made using (tenant_id, digest)`,
      [
        messages.map(({ tenantId }) => tenantId),
        messages.map(({ sourceId }) => sourceId),
        messages.map(({ messageId }) => messageId),
        receivedAt,
      ],
    );
    return rows.length === messages.length ? null : new Set(rows.map(({ place }) => Number(place) - 1));
  }

  /** Of messages that are not kept after all, within the transaction that noted them. */
  async takeBackReceipts(manager: EntityManager, messages: readonly MessageKey[]): Promise<void> {
    await manager.query(
      `delete from event_receipts r using unnest($1::uuid[], $2::text[], $3::text[]) as m (tenant_id, source_id, message_id)
       where r.tenant_id = m.tenant_id and r.digest = message_digest(m.source_id, m.message_id)`,
      [
        messages.map(({ tenantId }) => tenantId),
        messages.map(({ sourceId }) => sourceId),
        messages.map(({ messageId }) => messageId),
      ],
    );
  }

  /** Appends to the log, in order. */
  async append(manager: EntityManager, events: readonly NewEvent[]): Promise<void> {
    await manager.query(appendSql, columnsOf(events));
  }

  /**
   * Counts messages and appends them to the log in one statement, which is a transaction of its own. False when one had
   * been counted before: then nothing was written.
   */
  async appendNew(events: readonly NewEvent[]): Promise<boolean> {
    try {
      await this.dataSource.query(appendNewSql, columnsOf(events));
      return true;
    } catch (fault) {
      if (fault instanceof QueryFailedError && 'code' in fault && fault.code === uniqueViolation)
        return false;
      throw fault;
    }
  }

  /** How often each type and name arrived since then, most frequent first; what Carousel wrote itself did not. */
  async counts(tenantId: string, since: Date): Promise<EventCount[]> {
    const rows: (Omit<EventCount, 'count'> & { count: string })[] = await this.dataSource.query(
      `select type, name, count(*) as count, max(received_at) as "lastAt" from events
       where tenant_id = $1 and received_at >= $2 and identity_id is not null and type <> all($3)
       group by type, name order by count(*) desc, type, name limit 1000`,
      [tenantId, since, ownEventTypes],
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** Makes partitions for this month and the next, and forgets receipts older than that. */
  async tidy(now: Date, receiptsUntil: Date): Promise<void> {
    await this.dataSource.query('select ensure_event_partitions($1, 2)', [now]);
    for (let gone = receiptsForgottenAtOnce; gone === receiptsForgottenAtOnce;) {
      const [, count]: [unknown, number] = await this.dataSource.query(
        `delete from event_receipts where ctid = any(array(select ctid from event_receipts where received_at < $1 limit $2))`,
        [receiptsUntil, receiptsForgottenAtOnce],
      );
      gone = count;
    }
  }
}

/** In the order of the parameters of `appendSql`. */
function columnsOf(events: readonly NewEvent[]): unknown[] {
  return [
    sharedOf(events.map(({ tenantId }) => tenantId)),
    arrayOf(events.map(({ shard }) => shard)),
    sharedOf(events.map(({ receivedAt }) => receivedAt)),
    arrayOf(events.map(({ occurredAt }) => occurredAt)),
    arrayOf(events.map(({ profileId }) => profileId)),
    arrayOf(events.map(({ identityId }) => identityId)),
    sharedOf(events.map(({ type }) => type)),
    sharedOf(events.map(({ name }) => name)),
    arrayOf(events.map(({ messageId }) => messageId)),
    sharedOf(events.map(({ sourceId }) => sourceId)),
    events.map(({ vehicle }) => vehicle ?? '').join(unitSeparator),
    events.map(({ properties }) => properties).join(unitSeparator),
    events.map(({ context }) => context ?? '').join(unitSeparator),
    sharedOf(events.map(({ schemaVersion }) => schemaVersion)),
    arrayOf(events.map(({ sealed }) => sealed)),
    sharedOf(events.map(({ type }) => classOf(type))),
  ];
}

/** One value for all where all are the same. */
function sharedOf(values: readonly (string | number)[]) {
  const [first] = values;
  return arrayOf(first !== undefined && values.every((value) => value === first) ? [first] : values);
}
