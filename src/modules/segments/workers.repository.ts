import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A worker that was not heard of for so long is not counted. */
const goneAfter = '3 seconds';
const isGone = `seen_at < clock_timestamp() - interval '${goneAfter}' * 20`;

/** SQL of `segment_workers`: which workers there are, and what is left over. */
@Injectable()
export class WorkersRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Says that a worker is there; tells how many there are, and which of so many shards none of them has. */
  async beat(worker: string, shards: number): Promise<{ count: number; unowned: number[] }> {
    const [row]: { count: number; unowned: number[] }[] = await this.dataSource.query(
      `with me as (
         insert into segment_workers as w (id, seen_at) values ($1, clock_timestamp())
         on conflict (id) do update set seen_at = excluded.seen_at
       ), others as materialized (
         select id from segment_workers
         where id <> $1 and seen_at > clock_timestamp() - interval '${goneAfter}'
       )
       select (select count(*)::int + 1 from others) as count, array(
         select shard from generate_series(0, $2::integer - 1) as shard where not exists (
           select from shard_owners o where o.shard = shard.shard and (o.owner = $1 or o.owner in (select id from others))
         ) order by shard
       ) as unowned`,
      [worker, shards],
    );
    return row ?? { count: 1, unowned: [] };
  }

  /** Says that a worker is not there any more. It is known a while longer, for others to remove what is left of it. */
  async leave(worker: string): Promise<void> {
    await this.dataSource.query(
      `update segment_workers set seen_at = clock_timestamp() - interval '${goneAfter}' where id = $1`,
      [worker],
    );
  }

  /** Workers that were not heard of for so long that they will not be again. */
  async gone(): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      `select id from segment_workers where ${isGone}`,
    );
    return rows.map(({ id }) => id);
  }

  /** A worker of which nothing is left. */
  async forget(worker: string): Promise<void> {
    await this.dataSource.query(`delete from segment_workers where id = $1 and ${isGone}`, [worker]);
  }
}
