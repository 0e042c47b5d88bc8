import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { onlyOne } from '../../platform/only-one.js';
import { LooksService } from '../../events/looks.service.js';
import { mostWalks } from './neighbourhood.js';
import { mostSteps, pauseMs, walkOf } from './walk-of.js';
import { WalksRepository } from './walks.repository.js';

/** Gathered at once, so that no transaction is long; and as far back where nobody gathered for longer. */
const stretchMs = 3_600_000;
const furthestMs = 86_400_000;
/** Of a stretch that holds more, these are enough to learn from. */
const mostOfStretch = 5_000;
/** What people went for months ago says little. */
const keptMs = 90 * 86_400_000;

/** Gathers from the log, minute by minute, how people went from car to car, and keeps it without them. */
@Injectable()
export class WalksService {
  constructor(
    private readonly looks: LooksService,
    private readonly repository: WalksRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps the walks that have ended since the last time. Each stretch of time in one transaction with the mark of where it
   * ends, so that whoever dies, or comes twice, changes nothing; a stretch that failed is tried again.
   */
  async gather(): Promise<void> {
    await onlyOne(this.repository.dataSource, 'walks', async () => {
      while (await this.stretch());
    });
  }

  /** @returns whether there is more */
  private stretch(): Promise<boolean> {
    const now = this.clock.now();
    const end = now - pauseMs;
    return this.repository.dataSource.transaction(async (manager) => {
      const last = (await this.repository.gatheredUntil(manager))?.getTime() ?? 0;
      const from = Math.max(last, end - furthestMs);
      const until = Math.min(end, from + stretchMs);
      if (until <= from) return false;
      const rows = await this.looks.ended(manager, { after: new Date(from), until: new Date(until), pauseMs, mostLooks: mostSteps + 1, most: mostOfStretch }); // prettier-ignore
      const walks = rows
        .map(({ tenantId, looks }) => ({ tenantId, ...walkOf(looks) }))
        .filter(({ cars, models }) => cars.length > 1 || models.length > 1);
      await this.repository.insert(manager, walks, new Date(until));
      const tenantIds = [...new Set(walks.map(({ tenantId }) => tenantId))];
      await this.repository.forget(manager, tenantIds, mostWalks, new Date(now - keptMs));
      await this.repository.markGathered(manager, new Date(until));
      return until < end;
    });
  }
}
