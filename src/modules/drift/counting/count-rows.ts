import type { SettledBin } from '../../../models/prediction/model-outcome-day.entity.js';
import type { WatchedInput } from '../../../models/prediction/watched-input.js';
import type { ScoredRow } from '../sources/scored-row.js';
import { binOf, unknownBin } from './bins.js';

/** Under this name scores are counted beside the inputs. */
export const scoreName = 'score';

/** How one input's values are spread. */
export interface InputCount {
  /** Sum of those that are known. */
  total: number;
  readonly bins: Map<number, number>;
}

/** What came of the rows of a day. */
export interface OutcomeCount {
  rows: number;
  /** Those settled, by the bin of their score. */
  readonly bins: Map<number, SettledBin>;
}

/** Rows counted, day by day. What is held does not grow with the number of rows. */
export interface Counted {
  readonly inputs: ReadonlyMap<string, ReadonlyMap<string, InputCount>>;
  readonly outcomes: ReadonlyMap<string, OutcomeCount>;
}

/**
 * Counts rows: outcomes of all of them, inputs and scores of those on days from `inputsFrom` on, as those before are counted already.
 * The order of rows plays no part but in the last digits of sums.
 */
export async function countRows(
  rows: AsyncIterable<ScoredRow>,
  inputs: readonly WatchedInput[],
  inputsFrom: string,
): Promise<Counted> {
  const days = new Map<string, Map<string, InputCount>>();
  const outcomes = new Map<string, OutcomeCount>();
  for await (const row of rows) {
    takeOutcome(
      at(outcomes, row.day, (): OutcomeCount => ({ rows: 0, bins: new Map() })),
      row,
    );
    if (row.day < inputsFrom) continue;
    const day = at(days, row.day, () => new Map<string, InputCount>());
    const take = (name: string, value: number | null, bin: number) => {
      const count = at(day, name, (): InputCount => ({ total: 0, bins: new Map() }));
      count.total += value ?? 0;
      count.bins.set(bin, (count.bins.get(bin) ?? 0) + 1);
    };
    take(scoreName, row.score, binOf(row.score));
    inputs.forEach((input, place) => {
      const value = row.values[place] ?? null;
      take(input.name, input.categories === null ? value : null, binOfInput(input, value));
    });
  }
  return { inputs: days, outcomes };
}

function takeOutcome(count: OutcomeCount, { outcome, score }: ScoredRow): void {
  if (outcome === 'NOTHING_ASKED') return;
  count.rows++;
  if (outcome === 'OPEN') return;
  const [settled, foretold, came]: SettledBin = count.bins.get(binOf(score)) ?? [0, 0, 0];
  count.bins.set(binOf(score), [settled + 1, foretold + score, came + (outcome === 'CAME' ? 1 : 0)]);
}

/** Words have their place for a bin. */
function binOfInput({ categories }: WatchedInput, value: number | null): number {
  return categories === null ? binOf(value) : (value ?? unknownBin);
}

function at<Key, Value>(map: Map<Key, Value>, key: Key, empty: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = empty()));
  return value;
}
