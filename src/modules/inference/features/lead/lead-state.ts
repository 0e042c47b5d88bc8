import type { HistoryEvent, Traits } from '../../../../models/profile/profile-history.js';
import { dayMs, type DatedMark, type LeadFeature } from './lead-feature.js';

/** When somebody is scored: what happened up to `at` (ms) and stood in the log up to `seq` is known, and nothing else. */
export interface Moment {
  readonly at: number;
  readonly seq: number;
}

interface Kept extends DatedMark {
  readonly seq: number;
}

/**
 * What a lead's events wrote, feature by feature. Scoring takes in what there is and reads once; training takes a whole
 * history in and reads at each moment somebody was scored: what came to the log later is not seen then, though it may have
 * happened before.
 */
export class LeadState {
  private readonly marks: readonly Kept[][];

  constructor(private readonly features: readonly LeadFeature[]) {
    this.marks = features.map(() => []);
  }

  /** Takes one event in, in its place in time: events of one instant stand as they came to the log. */
  take(event: HistoryEvent): void {
    const { at, seq } = event;
    // A plain loop: it runs for every event of every lead.
    for (let feature = 0; feature < this.features.length; feature++) {
      const mark = this.features[feature]?.writes(event) ?? null;
      const kept = this.marks[feature];
      if (mark === null || kept === undefined) continue;
      const dated = { word: mark.word, number: mark.number, at, seq };
      let place = kept.length;
      for (; place > 0; place--) {
        const before = kept[place - 1];
        if (before === undefined || before.at < at || (before.at === at && before.seq < seq)) break;
      }
      if (place === kept.length) kept.push(dated);
      else kept.splice(place, 0, dated);
    }
  }

  /** The value of each feature as of a moment. */
  readAt({ at: now, seq: upTo }: Moment, traits: Traits): number[] {
    return this.features.map(({ days, reads }, feature) => {
      const since = now - days * dayMs;
      const known = (this.marks[feature] ?? []).filter(
        ({ at, seq }) => at > since && at <= now && seq <= upTo,
      );
      return reads(known, now, traits);
    });
  }
}
