import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import type { EventClass } from '../../../models/event/event-class.js';

/** Readers of the log wait for every transaction that writes, so none of ours may be long. */
const removedAtOnce = 5_000;
/** Whoever comes after one that waits for a lock waits too. Only those who read that very month do. */
const patience = '1s';
/** The same where everybody waits. */
const shortPatience = '100ms';

/** A month of one class, which is a table of its own. */
export interface Month {
  /** Quoted as SQL wants them: the table, and the one it is a partition of. */
  readonly leaf: string;
  readonly month: string;
  /** Where the month ends. */
  readonly until: Date;
  /** As PostgreSQL last estimated. */
  readonly rows: number;
}

/** What was removed of a class so far. */
export interface Removal {
  readonly eventClass: EventClass;
  /** Nothing received before that is kept. */
  readonly keptFrom: Date;
  /** How often something was removed. */
  readonly removals: number;
}

/**
 * What came of dropping: `gone` when somebody else had done it, `busy` when somebody had it in use or was at it too; else
 * the consumers that have not read all.
 */
export type Outcome = 'removed' | 'gone' | 'busy' | { readonly unreadBy: readonly string[] };

const endOf = (table: string) =>
  `substring(pg_get_expr(${table}.relpartbound, ${table}.oid) from 'TO \\(''(.*)''\\)')::timestamptz`;

/**
 * How far everyone has read each shard. A consumer counts once it has read anything; without any, nothing was read. A
 * shard it has no place in it has not begun.
 */
const readSql = `
  select distinct on (s.shard) s.shard, coalesce(c.consumer, 'worker') as consumer, coalesce(p.xid, 0) as xid, coalesce(p.seq, 0) as seq
  from generate_series(0, $1::integer - 1) as s (shard)
  left join (select distinct consumer from log_positions) c on true
  left join log_positions p on p.consumer = c.consumer and p.shard = s.shard
  order by s.shard, coalesce(p.xid, 0), coalesce(p.seq, 0)`;

/** SQL of keeping the log for a time and no longer: its months, what lies in none of them, and `event_retention`. */
@Injectable()
export class RetentionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  removed(manager: EntityManager): Promise<Removal[]> {
    return manager.query(
      'select class as "eventClass", kept_from as "keptFrom", removals::float8 as removals from event_retention order by class',
    );
  }

  /**
   * The instant before which nothing can be written any more, or `until` if that is earlier: a month that is no longer
   * there could not take it. Null while the log is too young to know.
   */
  async settledUntil(until: Date): Promise<Date | null> {
    const [row]: { settled: Date | null }[] = await this.dataSource.query(
      'select case when received_from is not null then least(received_from, $1) end as settled from log_base',
      [until],
    );
    return row?.settled ?? null;
  }

  /** Months of the class that had ended by then, the oldest first. */
  monthsUntil(eventClass: EventClass, until: Date): Promise<Month[]> {
    return this.dataSource.query(
      `select quote_ident(leaf.relname) as leaf, quote_ident(month.relname) as month, ${endOf('month')} as until,
         greatest(leaf.reltuples, 0)::float8 as rows
       from pg_inherits m join pg_class month on month.oid = m.inhrelid
       join pg_inherits l on l.inhparent = month.oid join pg_class leaf on leaf.oid = l.inhrelid
       where m.inhparent = 'events'::regclass and ${endOf('month')} <= $2
         and pg_get_expr(leaf.relpartbound, leaf.oid) = format('FOR VALUES IN (%L)', $1::text)
       order by until`,
      [eventClass, until],
    );
  }

  /**
   * Drops a month of a class and notes it, in one short transaction, unless somebody has not read all of it. Only this
   * month's tables are locked, which nobody writes to any more.
   */
  dropMonth(eventClass: EventClass, { leaf, month, until }: Month, shards: number): Promise<Outcome> {
    return this.alone(patience, async (manager) => {
      const [still]: { there: boolean }[] = await manager.query('select to_regclass($1) is not null as there', [leaf]); // prettier-ignore
      if (!still?.there) return 'gone';
      await manager.query(`lock table only ${month}, only ${leaf} in access exclusive mode`);
      const unreadBy = await this.unreadBy(manager, leaf, shards);
      if (unreadBy.length > 0) return { unreadBy };
      const [held]: { rows: boolean }[] = await manager.query(
        `select exists (select 1 from ${leaf}) as rows`,
      );
      await manager.query(`drop table ${leaf}`);
      await this.note(manager, eventClass, until, held?.rows ?? true);
      return 'removed';
    });
  }

  /** Drops months that nothing is left of. Locks the whole log, if only for a moment. */
  async dropEmptyMonths(until: Date): Promise<void> {
    const months: { month: string }[] = await this.dataSource.query(
      `select quote_ident(month.relname) as month from pg_inherits m join pg_class month on month.oid = m.inhrelid
       where m.inhparent = 'events'::regclass and month.relkind = 'p' and ${endOf('month')} <= $1
         and not exists (select 1 from pg_inherits where inhparent = month.oid)`,
      [until],
    );
    for (const { month } of months)
      await this.alone(shortPatience, async (manager) => {
        await manager.query(`drop table if exists ${month}`);
        return 'removed';
      });
  }

  /** Removes rows that lie in no month, some at a time, and notes it each time. Says how many. */
  async removeStray(eventClass: EventClass, until: Date, shards: number): Promise<number> {
    for (let total = 0; ;) {
      const count = await this.dataSource.transaction(async (manager) => {
        const [, gone]: [unknown, number] = await manager.query(
          `delete from events_default where ctid = any(array(
             select e.ctid from events_default e join (${readSql}) r on r.shard = e.shard
             where e.class = $2 and e.received_at < $3 and (e.xid, e.seq) <= (r.xid, r.seq) limit ${removedAtOnce}))`,
          [shards, eventClass, until],
        );
        if (gone > 0) await this.note(manager, eventClass, until, true);
        return gone;
      });
      total += count;
      if (count < removedAtOnce) return total;
    }
  }

  /** Consumers that have not read all that lies in no month and should be gone. */
  async strayUnreadBy(eventClass: EventClass, until: Date, shards: number): Promise<string[]> {
    const rows: { consumer: string }[] = await this.dataSource.query(
      `select distinct r.consumer from events_default e join (${readSql}) r on r.shard = e.shard
       where e.class = $2 and e.received_at < $3 and (e.xid, e.seq) > (r.xid, r.seq)`,
      [shards, eventClass, until],
    );
    return rows.map(({ consumer }) => consumer);
  }

  private async unreadBy(manager: EntityManager, leaf: string, shards: number): Promise<string[]> {
    const rows: { consumer: string }[] = await manager.query(
      `select distinct r.consumer from (${readSql}) r
       where exists (select 1 from ${leaf} e where e.shard = r.shard and (e.xid, e.seq) > (r.xid, r.seq))`,
      [shards],
    );
    return rows.map(({ consumer }) => consumer);
  }

  private async note(manager: EntityManager, eventClass: EventClass, keptFrom: Date, heldRows: boolean) {
    await manager.query(
      `insert into event_retention as r (class, kept_from, removals) values ($1, $2, $3)
       on conflict (class) do update
         set kept_from = greatest(r.kept_from, excluded.kept_from), removals = r.removals + excluded.removals`,
      [eventClass, keptFrom, heldRows ? 1 : 0],
    );
  }

  /** One at a time in the whole installation, and not at all when a lock is not to be had soon. */
  private async alone(patienceOfIt: string, work: (manager: EntityManager) => Promise<Outcome>) {
    try {
      return await this.dataSource.transaction(async (manager): Promise<Outcome> => {
        const [row]: { taken: boolean }[] = await manager.query(
          `select pg_try_advisory_xact_lock(hashtext('event_retention')) as taken, set_config('lock_timeout', $1, true)`,
          [patienceOfIt],
        );
        return row?.taken ? await work(manager) : 'busy';
      });
    } catch (fault) {
      if (isInUse(fault)) return 'busy';
      throw fault;
    }
  }
}

/** A lock was not to be had in time, or only at somebody else's cost. */
function isInUse(fault: unknown): boolean {
  return (
    fault instanceof QueryFailedError && 'code' in fault && ['55P03', '40P01'].includes(String(fault.code))
  );
}
