import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/metrics.js';
import type { ScoredCandidate } from '../auction/entrants.js';
import { KnownBeliefs } from './known-beliefs.js';
import { sayerOf, type Said, type Sayer } from './say-creative.js';
import type { TenantBeliefs } from './tenant-beliefs.js';

/** For which answer creatives are chosen. */
export interface Answering {
  readonly tenantId: string;
  readonly placement: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly scored: readonly ScoredCandidate[];
}

/** Chooses creatives by what was learned of them, out of the memory of this process. Never waits and never fails. */
@Injectable()
export class CreativeChoices {
  private readonly chosen;

  constructor(
    private readonly known: KnownBeliefs,
    metrics: Metrics,
  ) {
    this.chosen = metrics.counter('creatives_chosen_total', 'Creatives shown that were chosen among several: by what came of them, or by the model alone', ['by']); // prettier-ignore
  }

  /**
   * Chooses for one answer.
   * @param barred ids of creatives the viewer may not be shown now
   * @param isDrawn false: the likeliest of each is taken, for who only asks
   */
  sayer({ tenantId, placement, now, scored }: Answering, barred: ReadonlySet<string>, isDrawn = true): Sayer {
    let beliefs: TenantBeliefs | undefined;
    const tableOf = (campaign: ScoredCandidate['candidate']['campaign']) =>
      (beliefs ??= this.known.of(tenantId)).table(campaign, placement, now);
    return sayerOf({ scored, barred, tableOf, isDrawn });
  } // prettier-ignore

  /** Counts what was chosen for an answer. */
  count(said: readonly Pick<Said, 'choice'>[]): void {
    const learned = said.filter(({ choice }) => choice?.isTold === true).length;
    const foretold = said.filter(({ choice }) => choice?.isTold === false).length;
    if (learned > 0) this.chosen.inc({ by: 'clicks' }, learned);
    if (foretold > 0) this.chosen.inc({ by: 'model' }, foretold);
  }
}
