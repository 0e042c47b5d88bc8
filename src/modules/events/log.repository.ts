import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { logStart, type LogEntry, type LogPosition } from '../../models/event/log-entry.js';
import type { HistoryEvent } from '../../models/profile/profile-history.js';
import { sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import type { RemovedEvent } from './late-removals.repository.js';
import { wholeProperties } from './personal/parted-event.js';

/** A row of the log, its properties whole. */
export type LogRow = Omit<LogEntry, 'currentProfileId'>;

/** An event of a history, with the identity it came with. */
export interface HistoryRow extends HistoryEvent {
  readonly identityId: string;
}

/** A consumer's place, with what is sure of everything after it. */
export interface LogPlace extends LogPosition {
  /** When the earliest of it was received, as PostgreSQL writes it. Only with it are months of before left alone. */
  readonly receivedFrom: string;
}

const placeAtStart: LogPlace = { ...logStart, receivedFrom: '-infinity' };

/** An event may lie this much ahead of its arrival; see `occurred-at.ts`. */
const furthestAheadMs = 24 * 3_600_000;

const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;
const rowColumns = `tenant_id as "tenantId", shard, xid, seq, type, schema_version as "schemaVersion", name, message_id as "messageId",
  ${milliseconds('occurred_at')} as "occurredAt", ${milliseconds('received_at')} as "receivedAt",
  source_id as "sourceId", profile_id as "profileId", identity_id as "identityId", vehicle, properties,
  sealed`;

/** Of what an event says, what is named in the fifth parameter. */
const namedProperties = `coalesce((select jsonb_object_agg(p.key, p.value) from jsonb_each(e.properties) p
         where p.key = any($5::text[])), '{}')`;

type Stored<T> = Omit<T, 'xid' | 'seq'> & { readonly xid: string; readonly seq: string };
/** A row as it comes. */
type StoredRow = Omit<Stored<LogRow>, 'plain'> & { readonly sealed: string | null };

/** SQL of those who read the log: `events` as consumers follow it, and `log_positions`. */
@Injectable()
export class LogRepository {
  constructor(private readonly ring: KeyRing) {}

  /**
   * The next rows of a shard, in order. Rows of a transaction become readable only when every transaction that began to
   * write before it has ended: else a slow writer's rows would appear behind a reader that has passed by.
   */
  async read(manager: EntityManager, shard: number, after: LogPlace, limit: number): Promise<LogRow[]> {
    const rows: StoredRow[] = await manager.query(
      `select ${rowColumns} from events
       where shard = $1 and (xid, seq) > ($2::bigint, $3::bigint) and received_at >= $5::timestamptz
         and xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint + (select xid_base from log_base)
       order by xid, seq limit $4`,
      [shard, after.xid, after.seq, limit, after.receivedFrom],
    );
    return rows.map((row) => this.opened(row));
  }

  /** What tells this log from another, and from itself where it was restored elsewhere: places are of one of them. */
  async origin(manager: EntityManager): Promise<string> {
    const [row]: { origin: string }[] = await manager.query(
      `select concat_ws(' ', cluster, xid_base, shards) as origin from log_base`,
    );
    return row?.origin ?? '';
  }

  /** Takes rows out of the log: those of people who are erased. Returns those that nobody had taken out before. */
  async remove(manager: EntityManager, rows: readonly LogRow[]): Promise<RemovedEvent[]> {
    const [gone]: [RemovedEvent[], number] = await manager.query(
      `delete from events e using unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::timestamptz[])
         as r (shard, xid, seq, received_at)
       where e.shard = r.shard and e.xid = r.xid and e.seq = r.seq and e.identity_id is not null
         and e.received_at between r.received_at - interval '1 second' and r.received_at + interval '1 second'
         and e.received_at between $5::timestamptz - interval '1 second' and $6::timestamptz + interval '1 second'
       returning e.tenant_id as "tenantId", e.identity_id as "identityId"`,
      [
        rows.map(({ shard }) => shard),
        rows.map(({ xid }) => xid),
        rows.map(({ seq }) => seq),
        rows.map(({ receivedAt }) => new Date(receivedAt)),
        // Said once more for all of them: only what is known before it looks spares it other months.
        new Date(Math.min(...rows.map(({ receivedAt }) => receivedAt))),
        new Date(Math.max(...rows.map(({ receivedAt }) => receivedAt))),
      ],
    );
    return gone;
  }

  /** True when committed rows lie beyond the place, readable by now or not. */
  async isPending(manager: EntityManager, shard: number, place: LogPlace): Promise<boolean> {
    const rows: { pending: boolean }[] = await manager.query(
      `select exists (select 1 from events
         where shard = $1 and (xid, seq) > ($2::bigint, $3::bigint) and received_at >= $4::timestamptz) as pending`,
      [shard, place.xid, place.seq, place.receivedFrom],
    );
    return rows[0]?.pending ?? false;
  }

  /** Shards with committed rows that this consumer has not read. */
  async shardsBehind(manager: EntityManager, consumer: string, shards: number): Promise<number[]> {
    const rows: { shard: number }[] = await manager.query(
      `select s.shard from generate_series(0, $2::integer - 1) as s (shard)
       left join log_positions p on p.consumer = $1 and p.shard = s.shard
       where exists (select 1 from events e
         where e.shard = s.shard and (e.xid, e.seq) > (coalesce(p.xid, 0), coalesce(p.seq, 0)) and e.received_at >= $3::timestamptz)
       order by s.shard`,
      [consumer, shards, await this.leastReceivedFrom(manager, consumer, shards)],
    );
    return rows.map(({ shard }) => shard);
  }

  /** Where the consumer is. What was read since `readable_xid` is followed by nothing older than `readable_from`. */
  async position(manager: EntityManager, consumer: string, shard: number): Promise<LogPlace> {
    const [row]: { xid: string; seq: string; receivedFrom: string }[] = await manager.query(
      `select coalesce(p.xid, 0) as xid, coalesce(p.seq, 0) as seq,
         case when p.xid >= b.readable_xid then b.readable_from else '-infinity' end::text as "receivedFrom"
       from log_base b left join log_positions p on p.consumer = $1 and p.shard = $2`,
      [consumer, shard],
    );
    return row ? { xid: safeInteger(row.xid), seq: safeInteger(row.seq), receivedFrom: row.receivedFrom } : placeAtStart; // prettier-ignore
  }

  /** The same of all shards: what none of them need look before. */
  private async leastReceivedFrom(manager: EntityManager, consumer: string, shards: number): Promise<string> {
    const [row]: { receivedFrom: string }[] = await manager.query(
      `select case when bool_and(coalesce(p.xid, 0) >= b.readable_xid) then min(b.readable_from) else '-infinity' end::text as "receivedFrom"
       from log_base b, generate_series(0, $2::integer - 1) as s (shard)
       left join log_positions p on p.consumer = $1 and p.shard = s.shard`,
      [consumer, shards],
    );
    return row?.receivedFrom ?? '-infinity';
  }

  /** Moves the position on from where it was read; false when it is no longer there. */
  async advance(
    manager: EntityManager,
    consumer: string,
    shard: number,
    from: LogPosition,
    to: LogPosition,
  ): Promise<boolean> {
    const rows: { moved: string }[] = await manager.query(
      `with moved as (
         insert into log_positions as p (consumer, shard, xid, seq) values ($1, $2, $3, $4)
         on conflict (consumer, shard) do update set xid = excluded.xid, seq = excluded.seq
         where (p.xid, p.seq) = ($5, $6)
         returning 1
       ) select count(*) as moved from moved`,
      [consumer, shard, to.xid, to.seq, from.xid, from.seq],
    );
    return rows[0]?.moved === '1';
  }

  /**
   * Takes the consumer's shard for this transaction; false when another has it. Assigns no transaction id, so a step that
   * only reads holds back nobody.
   */
  async fence(manager: EntityManager, consumer: string, shard: number): Promise<boolean> {
    const rows: { taken: boolean }[] = await manager.query(
      'select pg_try_advisory_xact_lock(hashtext($1), $2) as taken',
      [fenceName(consumer), shard],
    );
    return rows[0]?.taken ?? false;
  }

  /** Waits for the consumer's shard and takes it for this transaction. */
  async hold(manager: EntityManager, consumer: string, shard: number): Promise<void> {
    await manager.query('select pg_advisory_xact_lock(hashtext($1), $2)', [fenceName(consumer), shard]);
  }

  /** What came in under these identities since then, oldest first, with those of its properties that are named and plain. */
  async historyOf(
    manager: EntityManager,
    tenantId: string,
    identityIds: readonly string[],
    sinceMs: number,
    properties: readonly string[] = [],
  ): Promise<HistoryRow[]> {
    // Whoever asks for none reads none: they are the larger part of a row.
    const said = properties.length === 0 ? '' : `, ${namedProperties} as properties`;
    const rows: (Omit<HistoryRow, 'seq'> & { seq: string })[] = await manager.query(
      `select e.identity_id as "identityId", e.type, e.name, ${milliseconds('e.occurred_at')} as at, e.seq, e.vehicle${said}
       from unnest($2::uuid[]) as i (id)
       join events e on e.tenant_id = $1 and e.identity_id = i.id
         and e.occurred_at >= $3::timestamptz and e.received_at >= $4::timestamptz
       order by e.occurred_at, e.xid, e.seq`,
      [
        tenantId,
        identityIds,
        new Date(sinceMs),
        new Date(Math.max(0, sinceMs - furthestAheadMs)),
        ...(properties.length === 0 ? [] : [properties]),
      ],
    );
    return rows.map((row) => ({ ...row, seq: safeInteger(row.seq) }));
  }

  /** One person's latest events, newest first. `before` is the (occurredAt ISO, seq) of the row before the page. */
  async latestOf(
    manager: EntityManager,
    tenantId: string,
    identityIds: readonly string[],
    before: readonly [string, string] | null,
    limit: number,
  ): Promise<LogRow[]> {
    const rows: StoredRow[] = await manager.query(
      `select ${rowColumns} from events
       where tenant_id = $1 and identity_id = any($2)
         and ($3::timestamptz is null or (occurred_at, seq) < ($3::timestamptz, $4::bigint))
       order by occurred_at desc, seq desc limit $5`,
      [tenantId, identityIds, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
    return rows.map((row) => this.opened(row));
  }

  private opened({ sealed, ...row }: StoredRow): LogRow {
    const { tenantId, properties } = row;
    const personal = sealed && this.ring.open(sealedColumns.eventPersonal, tenantId, sealed);
    return {
      ...row,
      xid: safeInteger(row.xid),
      seq: safeInteger(row.seq),
      properties: personal ? wholeProperties(properties, personal) : properties,
      plain: properties,
    };
  }
}

function fenceName(consumer: string): string {
  return `log ${consumer}`;
}

/** A `bigint`, which the driver hands over as text. Ours stay far below 2^53. */
function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError('A position of the log exceeds 2^53.');
  return number;
}
