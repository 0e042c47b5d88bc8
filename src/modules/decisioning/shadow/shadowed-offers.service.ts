import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { ShadowScoresRepository, type ShadowedOffer } from './shadow-scores.repository.js';

export type { ShadowedOffer } from './shadow-scores.repository.js';

/** An offer that nobody clicked for so long counts as not clicked. */
const clickedWithinMs = 3_600_000;
const mostOffers = 100_000;

/** Offers that two versions scored, and what came of them: the door to those who weigh one version against another. */
@Injectable()
export class ShadowedOffers {
  constructor(
    private readonly repository: ShadowScoresRepository,
    private readonly clock: Clock,
  ) {}

  /** Offers that somebody saw, answered by the champion and shadowed by the challenger; of the last hour none. */
  seen({ tenantId }: Caller, champion: string, challenger: string): Promise<ShadowedOffer[]> {
    const before = new Date(this.clock.now() - clickedWithinMs);
    return this.repository.seen(tenantId, challenger, champion, before, mostOffers);
  }
}
