import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** SQL of who holds which shard. */
@Injectable()
export class OwnersRepository {
  /** Makes the caller the shard's owner; returns the number by which it is told from those before. The caller holds the fence. */
  async take(manager: EntityManager, shard: number): Promise<number> {
    const [row]: { epoch: string }[] = await manager.query(
      `insert into shard_owners as o (shard, epoch) values ($1, 1)
       on conflict (shard) do update set epoch = o.epoch + 1 returning epoch`,
      [shard],
    );
    return Number(row?.epoch ?? 0);
  }

  async isOwner(manager: EntityManager, shard: number, epoch: number): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      'select 1 from shard_owners where shard = $1 and epoch = $2',
      [shard, epoch],
    );
    return rows.length > 0;
  }

  /** What anybody holds in memory is not kept any more. The caller holds the fences of all shards. */
  async dispossess(manager: EntityManager): Promise<void> {
    await manager.query('update shard_owners set epoch = epoch + 1');
  }

  async tenantsWithSegments(manager: EntityManager): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `select distinct tenant_id as id from segments where status = 'ACTIVE'`,
    );
    return rows.map(({ id }) => id);
  }
}
