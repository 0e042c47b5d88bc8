import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A worker that was not heard of for so long is not counted. */
const goneAfter = '3 seconds';
const isGone = `seen_at < clock_timestamp() - interval '${goneAfter}' * 20`;

/** SQL of `segment_workers`: which workers there are, and what is left over. */
@Injectable()
export class WorkersRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Says that a worker is there; returns how many there are. */
  async beat(worker: string): Promise<number> {
    const rows: { count: number }[] = await this.dataSource.query(
      `with me as (
         insert into segment_workers as w (id, seen_at) values ($1, clock_timestamp())
         on conflict (id) do update set seen_at = excluded.seen_at
       )
       select count(*)::int + 1 as count from segment_workers
       where id <> $1 and seen_at > clock_timestamp() - interval '${goneAfter}'`,
      [worker],
    );
    return rows[0]?.count ?? 1;
  }

  /** Shards, of so many, that no worker has that is there. */
  async unownedShards(shards: number): Promise<number[]> {
    const rows: { shard: number }[] = await this.dataSource.query(
      `select shard from generate_series(0, $1 - 1) as shard where not exists (
         select 1 from shard_owners o join segment_workers w on w.id = o.owner
         where o.shard = shard.shard and w.seen_at > clock_timestamp() - interval '${goneAfter}'
       )`,
      [shards],
    );
    return rows.map(({ shard }) => shard);
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
