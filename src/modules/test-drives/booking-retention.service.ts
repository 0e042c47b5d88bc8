import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { BookingsRepository } from './bookings.repository.js';

/** Bookings removed by one statement. */
const stride = 1_000;

/**
 * Forgets bookings `TEST_DRIVES_DAYS` after they ended, with all that was said of them, and what was left of people erased once nothing
 * ties it. That somebody drove stays in their history as long as its events do.
 */
@Injectable()
export class BookingRetention {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bookings: BookingsRepository,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Removes what is due of every tenant; says how many. */
  async tidy(): Promise<number> {
    const { manager } = this.dataSource;
    const now = new Date(this.clock.now());
    const endedBefore = new Date(now.getTime() - this.config.testDrivesDays * 86_400_000);
    const parted = await inStrides(() => this.bookings.forgetParted(manager, now, stride));
    return parted + (await inStrides(() => this.bookings.forgetEnded(manager, endedBefore, now, stride)));
  }
}

async function inStrides(remove: () => Promise<number>): Promise<number> {
  for (let removed = 0; ;) {
    const count = await remove();
    removed += count;
    if (count < stride) return removed;
  }
}
