import type { Feature } from '../columns.js';
import type { WeighedTouch } from '../touch/weighed.js';
import type { AffinityRows } from './affinity-rows.js';
import { placeOf, type Likeness, type WordName } from './likeness.js';
import { WordShares } from './word-shares.js';

/** What a viewer's touches are together. */
export interface TasteTotal {
  /** Touches there are. */
  readonly touches: number;
  /** The sum of their shares; above nought wherever something is read. */
  readonly weight: number;
}

/** One viewer's state of one feature while a request lasts. */
export interface TasteState {
  /** What an event writes: takes one touch in, newest first. */
  readonly take: (touch: WeighedTouch) => void;
  /** What scoring reads of the viewer alone. */
  readonly viewer?: Feature<TasteTotal>['write'];
  /** What scoring reads of candidates beside it: one after another into `rows`; `weight` as in `TasteTotal`. */
  readonly affinity?: (rows: AffinityRows, candidates: readonly Likeness[], weight: number) => void;
}

/** A feature of taste: what a touch writes into a viewer's state, and what scoring reads of it. */
export interface TasteFeature {
  readonly name: string;
  /** Columns it takes of the viewer, and of each candidate. */
  readonly viewerWidth: number;
  readonly affinityWidth: number;
  /** A state that nothing is written into yet. */
  readonly open: () => TasteState;
}

/** The share of a viewer's weight on what a candidate is (its body, its make), which is nothing where that is unknown. */
export function shareOn(name: string, word: WordName): TasteFeature {
  return {
    name,
    viewerWidth: 0,
    affinityWidth: 1,
    open: () => {
      const shares = new WordShares(placeOf(word));
      return {
        take: ({ likeness, share }) => shares.add(likeness, share),
        affinity: (rows, candidates, weight) => shares.write(rows, candidates, weight),
      };
    },
  };
}
