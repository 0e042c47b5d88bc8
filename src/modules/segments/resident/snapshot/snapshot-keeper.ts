import { Injectable } from '@nestjs/common';
import { Log } from '../../../platform/log.js';
import { Residents } from '../residents.service.js';
import { ShardSnapshots } from './shard-snapshots.js';

/** How often it is looked whether it is time: files of people who were erased are gone after so long at the latest. */
const everyMs = 10_000;

/** Has shards written down while they are worked on. */
@Injectable()
export class SnapshotKeeper {
  private timer: NodeJS.Timeout | undefined;
  private last: Promise<void> | undefined;

  constructor(
    private readonly residents: Residents,
    private readonly snapshots: ShardSnapshots,
    private readonly log: Log,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tick(), everyMs);
  }

  /** Begins nothing more, and finishes what is under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.last;
  }

  /** Does what it is time for. Asked while that is under way, it is that. */
  tick(): Promise<void> {
    this.last ??= this.snapshots
      .keep(this.residents.all)
      .catch((fault: unknown) => this.log.warn({ err: fault }, 'snapshots could not be kept; later'))
      .finally(() => (this.last = undefined));
    return this.last;
  }
}
