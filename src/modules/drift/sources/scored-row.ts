import type { Caller } from '../../../models/caller.js';
import type { WatchedInput } from '../../../models/prediction/watched-input.js';

/** What came of a row: `OPEN` while it may still come either way, `NOTHING_ASKED` where nothing can, as nobody saw it. */
export type RowOutcome = 'CAME' | 'DID_NOT' | 'OPEN' | 'NOTHING_ASKED';

/** Something a version scored. */
export interface ScoredRow {
  /** In UTC: `2026-11-22`. */
  readonly day: string;
  /** What it foretold: 0 to 1. */
  readonly score: number;
  /** What it was given, in the order of the source's inputs; null where nothing was known. */
  readonly values: readonly (number | null)[];
  readonly outcome: RowOutcome;
}

/** Days in UTC, the last not included. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** Where the rows that a model scored are read. */
export interface RowSource {
  readonly inputs: readonly WatchedInput[];
  /** Outcomes of so many days back may still change; those of days before stand. */
  readonly outcomesOpenDays: number;
  /** Days over which outcomes are held against what was foretold: enough of them for figures that say something. */
  readonly calibrationDays: number;
  /** Rows of a version, in no order. */
  rows(caller: Pick<Caller, 'tenantId'>, version: string, days: Days): AsyncGenerator<ScoredRow>;
}
