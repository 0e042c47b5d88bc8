import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config.js';

/** A snapshot's file or what there is of it: shard and id. */
const name = /^\d+-([0-9a-f-]{36})\.snapshot(\.part)?$/;

/** The folder of snapshots. Others of the same installation may use it too; whatever is in it may be deleted at will. */
@Injectable()
export class SnapshotFolder {
  private readonly path: string | undefined;

  constructor(config: Config) {
    this.path = config.segmentSnapshots;
  }

  /** Whether there is one. */
  get isThere(): boolean {
    return this.path !== undefined;
  }

  fileOf(shard: number, id: string): string {
    return join(this.path ?? '', `${shard}-${id}.snapshot`);
  }

  /** Makes the folder if it is not there yet. */
  async make(): Promise<void> {
    if (this.path !== undefined) await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  /** Removes what is of no use any more. @param used asked after it was looked what there is, so that nothing new is missed */
  async clear(used: () => Promise<ReadonlySet<string>>): Promise<void> {
    if (this.path === undefined) return;
    const found = (await readdir(this.path)).flatMap((file) => {
      const id = name.exec(file)?.[1];
      return id === undefined ? [] : [{ file, id }];
    });
    const kept = found.length === 0 ? new Set() : await used();
    for (const { file, id } of found) if (!kept.has(id)) await rm(join(this.path, file), { force: true });
  }
}
