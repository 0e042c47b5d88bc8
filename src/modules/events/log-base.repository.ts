import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What the log was last written in, and where it is now. */
export interface LogBaseState {
  /** Null before the first start. */
  readonly shards: number | null;
  /** True when the database was restored into another cluster since. */
  readonly isElsewhere: boolean;
}

/** SQL of `log_base`. */
@Injectable()
export class LogBaseRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Reads the row and holds it until the transaction ends. */
  async hold(manager: EntityManager): Promise<LogBaseState> {
    const [row]: LogBaseState[] = await manager.query(
      `select shards, cluster <> (select system_identifier from pg_control_system()) as "isElsewhere"
       from log_base for update`,
    );
    if (!row) throw new Error('The table log_base is empty; restore the database from a whole backup.');
    return row;
  }

  async cutInto(manager: EntityManager, shards: number): Promise<void> {
    await manager.query('update log_base set shards = $1', [shards]);
  }

  /** Seconds between the machine's clock and PostgreSQL's. */
  async clockDifference(now: Date): Promise<number> {
    const [row]: { seconds: number }[] = await this.dataSource.query(
      'select abs(extract(epoch from $1::timestamptz - now()))::float8 as seconds',
      [now],
    );
    return row?.seconds ?? Infinity;
  }

  /**
   * Has nothing be written as received before `from` any more, and whoever reads the log rely on what was so decided
   * before. Does so an hour after the last time at the earliest: a writer that had not yet heard of it then has long
   * ended, so that every transaction id given from now on belongs to one who had. Of a new log it is only noted that
   * it began.
   */
  async raise(from: Date): Promise<void> {
    await this.dataSource.query(
      `update log_base set
         readable_from = received_from,
         readable_xid = case when received_from is not null then pg_current_xact_id()::text::bigint + xid_base end,
         received_from = case when raised_at is not null then greatest(received_from, $1) end,
         raised_at = now()
       where raised_at is null or raised_at <= now() - interval '1 hour'`,
      [from],
    );
  }

  /**
   * Takes the place of everyone who has read all there is up to `readable_xid`, so that they too may rely on what is known
   * of what follows, though nothing came for them of late. Who is at work is left alone.
   *
   * What comes next of each is asked for by itself, one step along an index: as an anti-join, all events of the log are gone through.
   */
  async takeUpTheIdle(shards: number): Promise<void> {
    await this.dataSource.query(
      `insert into log_positions as p
       select c.consumer, s.shard, b.readable_xid, 0
       from log_base b
       cross join generate_series(0, $1::integer - 1) as s (shard)
       cross join (select distinct consumer from log_positions) c
       left join log_positions read on read.consumer = c.consumer and read.shard = s.shard
       where pg_snapshot_xmin(pg_current_snapshot())::text::bigint + b.xid_base > b.readable_xid
         and coalesce(read.xid, 0) < b.readable_xid
         and (select e.xid from events e
           where e.shard = s.shard and (e.xid, e.seq) > (coalesce(read.xid, 0), coalesce(read.seq, 0))
           order by e.xid, e.seq limit 1) is null
         and pg_try_advisory_xact_lock(hashtext('log ' || c.consumer), s.shard)
       on conflict (consumer, shard) do update set xid = excluded.xid, seq = excluded.seq where p.xid < excluded.xid`,
      [shards],
    );
  }

  /** Has this cluster's transaction ids come after every one stored. */
  async rebase(manager: EntityManager, shards: number): Promise<void> {
    await manager.query(
      `update log_base set
         cluster = (select system_identifier from pg_control_system()),
         xid_base = greatest(xid_base, (select max(xid) from log_positions), (
           select max(last.xid) from generate_series(0, $1::integer - 1) as s (shard)
           cross join lateral (select xid from events e where e.shard = s.shard order by xid desc, seq desc limit 1) last))`,
      [shards],
    );
  }
}
