import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { classOf } from '../../models/event/event-class.js';
import type { EventType } from '../../models/event/event-type.js';
import { importSource } from './offline/import-source.js';
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

const appendSql = `
  insert into events (tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, identity_id, type, name,
    message_id, source_id, vehicle, properties, context, schema_version, sealed, class)
  select e.tenant_id, e.shard, pg_current_xact_id()::text::bigint + (select xid_base from log_base), nextval('event_seq'),
    greatest(e.received_at, (select received_from from log_base)), e.occurred_at, e.profile_id, e.identity_id, e.type, e.name,
    e.message_id, e.source_id, e.vehicle, e.properties, e.context, e.schema_version, e.sealed, e.class
  from unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::text[],
    $8::text[], $9::text[], $10::text[], $11::jsonb[], $12::jsonb[], $13::jsonb[], $14::smallint[], $15::text[], $16::text[])
    as e (tenant_id, shard, received_at, occurred_at, profile_id, identity_id, type, name, message_id, source_id,
      vehicle, properties, context, schema_version, sealed, class)`;

// In the order of keys, so that two writers of the same messages never wait for each other in a circle.
const appendNewSql = `${prepared}
  with receipts as (
    insert into event_receipts (tenant_id, source_id, message_id, received_at)
    select * from unnest($1::uuid[], $10::text[], $9::text[], $3::timestamptz[]) order by 1, 2, 3
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

  /** Notes messages as counted. Returns null when all were new, else those that were. */
  async writeReceipts(
    manager: EntityManager,
    messages: readonly MessageKey[],
    receivedAt: Date,
  ): Promise<MessageKey[] | null> {
    const rows: { fresh: MessageKey[] | null }[] = await manager.query(
      `with made as (
         insert into event_receipts (tenant_id, source_id, message_id, received_at)
         select k.tenant_id, k.source_id, k.message_id, $4
         from unnest($1::uuid[], $2::text[], $3::text[]) as k (tenant_id, source_id, message_id)
         order by 1, 2, 3
         on conflict do nothing
         returning tenant_id, source_id, message_id
       )
       select case when count(*) = $5::integer then null else coalesce(
         jsonb_agg(jsonb_build_object('tenantId', tenant_id, 'sourceId', source_id, 'messageId', message_id)), '[]')
       end as fresh from made`,
      [
        messages.map(({ tenantId }) => tenantId),
        messages.map(({ sourceId }) => sourceId),
        messages.map(({ messageId }) => messageId),
        receivedAt,
        messages.length,
      ],
    );
    return rows[0]?.fresh ?? null;
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

  /** How often each type and name arrived since then, most frequent first. */
  async counts(tenantId: string, since: Date): Promise<EventCount[]> {
    const rows: (Omit<EventCount, 'count'> & { count: string })[] = await this.dataSource.query(
      `select type, name, count(*) as count, max(received_at) as "lastAt" from events
       where tenant_id = $1 and received_at >= $2 and identity_id is not null
       group by type, name order by count(*) desc, type, name limit 1000`,
      [tenantId, since],
    );
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** Makes partitions for this month and the next, and forgets receipts older than that, but for those of files: they come again any time. */
  async tidy(now: Date, receiptsUntil: Date): Promise<void> {
    await this.dataSource.query('select ensure_event_partitions($1, 2)', [now]);
    for (let gone = receiptsForgottenAtOnce; gone === receiptsForgottenAtOnce;) {
      const [, count]: [unknown, number] = await this.dataSource.query(
        `delete from event_receipts where ctid = any(array(select ctid from event_receipts where received_at < $1 and source_id <> $3 limit $2))`,
        [receiptsUntil, receiptsForgottenAtOnce, importSource],
      );
      gone = count;
    }
  }
}

/** In the order of the parameters of `appendSql`. */
function columnsOf(events: readonly NewEvent[]): unknown[][] {
  return [
    events.map(({ tenantId }) => tenantId),
    events.map(({ shard }) => shard),
    events.map(({ receivedAt }) => receivedAt),
    events.map(({ occurredAt }) => occurredAt),
    events.map(({ profileId }) => profileId),
    events.map(({ identityId }) => identityId),
    events.map(({ type }) => type),
    events.map(({ name }) => name),
    events.map(({ messageId }) => messageId),
    events.map(({ sourceId }) => sourceId),
    events.map(({ vehicle }) => vehicle),
    events.map(({ properties }) => properties),
    events.map(({ context }) => context),
    events.map(({ schemaVersion }) => schemaVersion),
    events.map(({ sealed }) => sealed),
    events.map(({ type }) => classOf(type)),
  ];
}
