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
