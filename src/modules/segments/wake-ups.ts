import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Changes } from '../platform/changes.js';

const topic = 'shards';

/**
 * Tells every worker at once that shards have news, past the queue: milliseconds instead of tens of them. A hint that
 * may be lost; the tick finds what it was about.
 */
@Injectable()
export class WakeUps {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: Changes,
  ) {}

  async tell(shards: readonly number[]): Promise<void> {
    if (shards.length > 0) await this.changes.announce(this.dataSource.manager, topic, shards.join());
  }

  /** Called with what is told from now on, in whichever process; with null when something may have been missed. */
  hear(listener: (shards: readonly number[] | null) => void): void {
    this.changes.listen(topic, (shards) => listener(shards?.split(',').map(Number) ?? null));
  }
}
