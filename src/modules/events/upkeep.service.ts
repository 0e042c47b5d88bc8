import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { Forgetting } from './forgetting.js';
import { Remover } from './retention/remover.js';

const dayMs = 86_400_000;

/**
 * Keeps the log's tables in order, at start and once a day: partitions for the months to come; receipts forgotten when
 * their days are over, rejected events when nobody will mend them, events when their class is kept no longer. Any number of
 * processes may do so at once; without it events land in the default partition and nothing is refused.
 */
@Injectable()
export class UpkeepService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly forgetting: Forgetting,
    private readonly remover: Remover,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.tidy();
    this.timer = setInterval(() => void this.tidy(), dayMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async tidy(): Promise<void> {
    const now = this.clock.now();
    try {
      await this.forgetting.tidy(now);
      await this.remover.remove(now);
    } catch (fault) {
      this.log.warn({ err: fault }, "the log's tables could not be tidied; trying again tomorrow");
    }
  }
}
