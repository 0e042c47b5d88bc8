import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** SQL of who holds which shard. */
@Injectable()
export class OwnersRepository {
  /**
   * Makes somebody the shard's owner; returns the number of this turn. The shard's snapshot is good in this turn too if it was
   * in the one before. The caller holds the fence.
   */
  async take(manager: EntityManager, shard: number, owner: string): Promise<number> {
    const [row]: { epoch: string }[] = await manager.query(
      `with taken as (
         insert into shard_owners as o (shard, owner, epoch) values ($1, $2, 1)
         on conflict (shard) do update set owner = excluded.owner, epoch = o.epoch + 1 returning epoch
       ), carried as (
         update shard_snapshots s set epoch = t.epoch from taken t where s.shard = $1 and s.epoch = t.epoch - 1
       )
       select epoch from taken`,
      [shard, owner],
    );
    return Number(row?.epoch ?? 0);
  }

  /** The shard is nobody's from now on, if it is still this owner's. */
  async leave(manager: EntityManager, shard: number, owner: string): Promise<void> {
    await manager.query('update shard_owners set owner = null where shard = $1 and owner = $2', [
      shard,
      owner,
    ]);
  }

  /** Whose the shard is, and in which turn; null: it was never anybody's. */
  async owner(
    manager: EntityManager,
    shard: number,
  ): Promise<{ owner: string | null; epoch: number } | null> {
    const [row]: { owner: string | null; epoch: string }[] = await manager.query(
      'select owner, epoch from shard_owners where shard = $1',
      [shard],
    );
    return row ? { owner: row.owner, epoch: Number(row.epoch) } : null;
  }

  /** What anybody holds in memory, or wrote down of it, is not kept any more. The caller holds the fences of all shards. */
  async dispossess(manager: EntityManager): Promise<void> {
    await manager.query('update shard_owners set epoch = epoch + 1');
    await manager.query('delete from shard_snapshots');
  }
}
