import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Whose snapshot it is, and in which turn of whose. */
export interface SnapshotTurn {
  readonly shard: number;
  readonly epoch: number;
}

/** SQL of `shard_snapshots`: which file of a shard may be used. */
@Injectable()
export class SnapshotsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** A file is being written in the place of the one before: from now on changes are noted for it. The caller holds the shard. */
  async begin(
    manager: EntityManager,
    { shard, epoch }: SnapshotTurn,
    file: { readonly id: string; readonly fileKey: string },
  ): Promise<void> {
    await this.forget(manager, shard);
    await manager.query(
      'insert into shard_snapshots (shard, id, epoch, file_key, is_written) values ($1, $2, $3, $4, false)',
      [shard, file.id, epoch, file.fileKey],
    );
  }

  /** The file is whole, and may be used unless it is forgotten by now. */
  async complete(shard: number, id: string): Promise<void> {
    await this.dataSource.query('update shard_snapshots set is_written = true where shard = $1 and id = $2', [
      shard,
      id,
    ]);
  }

  /** The file that may be used in this turn. */
  async find({ shard, epoch }: SnapshotTurn): Promise<{ id: string; fileKey: string } | null> {
    const [row]: { id: string; fileKey: string }[] = await this.dataSource.query(
      `select id, file_key as "fileKey" from shard_snapshots where shard = $1 and epoch = $2 and is_written`,
      [shard, epoch],
    );
    return row ?? null;
  }

  /** No file of the shard is to be used, and nobody need note what changes. */
  async forget(manager: EntityManager, shard: number): Promise<void> {
    await manager.query('delete from shard_snapshots where shard = $1', [shard]);
  }

  /** Files that are of use to somebody, or are being written. */
  async ids(): Promise<Set<string>> {
    const rows: { id: string }[] = await this.dataSource.query('select id from shard_snapshots');
    return new Set(rows.map(({ id }) => id));
  }

  /** Whether anybody was asked for whom the shard's owner has not looked at. */
  async isAsked(manager: EntityManager, shard: number): Promise<boolean> {
    const rows: object[] = await manager.query('select from evaluation_requests where shard = $1 limit 1', [
      shard,
    ]);
    return rows.length > 0;
  }
}
