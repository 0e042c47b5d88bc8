import type { ClientBase } from 'pg';

/** Beyond so many, reading all is as quick. */
const most = 20_000;

/** SQL of `snapshot_changes`, asked through a connection that is given: whose history became another since a snapshot was made. */
export class SnapshotChangesRepository {
  /** Null where the snapshot cannot be used any more: it is not that of its shard now, or too much changed. */
  async since(
    client: ClientBase,
    shard: number,
    snapshotId: string,
  ): Promise<{ tenantId: string; profileId: string }[] | null> {
    const { rows: good } = await client.query(
      `select from shard_snapshots s join shard_owners o on o.shard = s.shard
       where s.shard = $1 and s.id = $2 and s.is_written and s.epoch = o.epoch`,
      [shard, snapshotId],
    );
    if (good.length === 0) return null;
    const { rows } = await client.query<{ tenantId: string; profileId: string }>(
      `select tenant_id as "tenantId", profile_id as "profileId" from snapshot_changes where shard = $1 limit $2`,
      [shard, most + 1],
    );
    return rows.length > most ? null : rows;
  }
}
