import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LogPosition } from '../../../../models/event/log-entry.js';
import { EventsService } from '../../../events/events.service.js';
import { KeyRing } from '../../../platform/sealing/key-ring.js';
import { consumer } from '../../following.js';
import type { Resident } from '../resident.js';
import { ShardOwnership } from '../shard-ownership.js';
import { SnapshotsRepository, type SnapshotTurn } from './snapshots.repository.js';

/** How a file is written; another number where it changes. */
const format = 1;
/** Where a file's key is kept. It is nobody's in particular. */
const place = { table: 'shard_snapshots', column: 'file_key' };
const nobody = '';

/** A file as it is registered. */
export interface RegisteredSnapshot {
  readonly id: string;
  readonly key: Uint8Array;
  /** What it is made from and how. */
  readonly about: string;
}

/** A file that is to be written, and up to where in the log its shard was followed then. */
export interface BegunSnapshot extends RegisteredSnapshot {
  readonly at: LogPosition;
}

/**
 * Which snapshots may be used, and the keys to them, in the database: it alone decides. Whoever changes what people did by anything
 * but one more event either notes whom (a step does), lets the shard's turn count no more (retention), or removes the key
 * (an erasure).
 */
@Injectable()
export class SnapshotRegister {
  constructor(
    private readonly repository: SnapshotsRepository,
    private readonly ownership: ShardOwnership,
    private readonly events: EventsService,
    private readonly ring: KeyRing,
  ) {}

  /**
   * Registers a file to be written of what is in memory now; from then on steps note for it. Null where it is not the time: the
   * shard has changes to come which may be an erasure, is another worker's, or is where it was when the last one was written.
   */
  begin(resident: Resident, last: BegunSnapshot | undefined): Promise<BegunSnapshot | null> {
    const { shard } = resident;
    return resident.exclusive(() =>
      this.repository.transaction(async (manager) => {
        await this.events.hold(manager, consumer, shard);
        if (!(await this.ownership.isKept(manager, resident))) return null;
        if (await this.repository.isAsked(manager, shard)) return null;
        const { at, isQuiet } = await this.events.standing(manager, consumer, shard);
        if (last && isSame(at, last.at) && (await this.repository.ids()).has(last.id)) return null;
        if (!(await resident.settle(at, isQuiet))) return null;
        const [id, key] = [randomUUID(), randomBytes(32)];
        await this.repository.begin(manager, resident, {
          id,
          fileKey: this.ring.seal(place, nobody, key.toString('base64url')),
        });
        return { id, key, at, about: await this.about(shard, id) };
      }),
    );
  }

  /** The file is whole and on the disk. */
  complete(shard: number, id: string): Promise<void> {
    return this.repository.complete(shard, id);
  }

  /** What may be used in this turn. @throws SealError when its key is under one that is not there any more */
  async find(turn: SnapshotTurn): Promise<RegisteredSnapshot | null> {
    const found = await this.repository.find(turn);
    if (!found) return null;
    const key = Buffer.from(this.ring.open(place, nobody, found.fileKey), 'base64url');
    return { id: found.id, key, about: await this.about(turn.shard, found.id) };
  }

  /** Nothing is to be used, and nobody need note what changes. */
  forget(shard: number): Promise<void> {
    return this.repository.forget(this.repository.manager, shard);
  }

  /** Ids of those that are of use or being written. */
  ids(): Promise<Set<string>> {
    return this.repository.ids();
  }

  private async about(shard: number, id: string): Promise<string> {
    return JSON.stringify([format, shard, id, await this.events.origin(this.repository.manager)]);
  }
}

function isSame(one: LogPosition, other: LogPosition): boolean {
  return one.xid === other.xid && one.seq === other.seq;
}
