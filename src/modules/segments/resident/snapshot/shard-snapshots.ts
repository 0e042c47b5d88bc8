import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { Log } from '../../../platform/log.js';
import type { Resident } from '../resident.js';
import type { SnapshotFile } from './sealed-file.js';
import { SnapshotFolder } from './snapshot-folder.js';
import { SnapshotRegister, type BegunSnapshot } from './snapshot-register.js';
import type { SnapshotTurn } from './snapshots.repository.js';

/** A shard is written down anew after so long where it was followed on; and no sooner than that where what there was is gone. */
const againMs = { changed: 5 * 60_000, gone: 60_000 };

/** Snapshots of the shards that this process holds: files on its disk. Nothing depends on any of them but how long a start takes. */
@Injectable()
export class ShardSnapshots {
  /** When each shard was written down last, and what came of it; nothing where it failed. */
  private readonly written = new Map<number, { readonly at: number; readonly begun?: BegunSnapshot }>();

  constructor(
    private readonly register: SnapshotRegister,
    private readonly folder: SnapshotFolder,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** The file from which a shard may be taken up; null: there is none, or its key does not open. */
  async find(turn: SnapshotTurn): Promise<SnapshotFile | null> {
    const { shard } = turn;
    try {
      if (!this.folder.isThere) await this.register.forget(shard);
      const found = this.folder.isThere ? await this.register.find(turn) : null;
      return found && { ...found, path: this.folder.fileOf(shard, found.id) };
    } catch (fault) {
      this.log.warn({ err: fault, shard }, 'a snapshot cannot be used; the shard is read from PostgreSQL');
      return null;
    }
  }

  /** Writes down those for which it is time, and removes files that are of no use any more. */
  async keep(residents: readonly Resident[]): Promise<void> {
    if (!this.folder.isThere) return;
    await this.folder.make();
    const used = await this.register.ids();
    for (const resident of residents) if (this.isDue(resident.shard, used)) await this.write(resident);
    await this.folder.clear(() => this.register.ids());
  }

  /** Writes a shard down as it is, unless that is what was written last. A disk that is full is nobody's fault but its own. */
  async write(resident: Resident): Promise<void> {
    const { shard } = resident;
    if (!this.folder.isThere) return;
    try {
      await this.folder.make();
      const begun = await this.register.begin(resident, this.written.get(shard)?.begun);
      if (!begun) return;
      const at = this.clock.now();
      this.written.set(shard, { at });
      await resident.write({ ...begun, path: this.folder.fileOf(shard, begun.id) });
      await this.register.complete(shard, begun.id);
      this.written.set(shard, { at, begun });
    } catch (fault) {
      this.log.warn(
        { err: fault, shard },
        'a shard could not be written down; starts read it from PostgreSQL',
      );
    }
  }

  private isDue(shard: number, used: ReadonlySet<string>): boolean {
    const last = this.written.get(shard);
    if (!last) return true;
    const passed = this.clock.now() - last.at;
    return passed >= (last.begun && used.has(last.begun.id) ? againMs.changed : againMs.gone);
  }
}
