import type { CalibrationFigure, DriftState, DriftWindow } from '../../../models/prediction/drift.js';
import type { SettledBin } from '../../../models/prediction/model-outcome-day.entity.js';
import { plusDays } from '../counting/days.js';
import { windowOf } from './windows.js';

/** What came of the rows of one day. */
export interface OutcomeDay {
  readonly day: string;
  /** Rows of which something can come, settled or not. */
  readonly rows: number;
  /** Those settled, by the bin of their score. */
  readonly bins: ReadonlyMap<number, SettledBin>;
}

/** What was found, before it is said in words. */
export type JudgedCalibration = Omit<CalibrationFigure, 'sentence'>;

/** Days count once so much of them is settled: what settles first is not like the rest (sales are told sooner than that nothing came). */
const settledShare = 0.95;
/** Fewest rows settled, and fewest that had to come about, before anything is said. */
const fewestSettled = 100;
/** See `fewestSettled`. */
export const fewestForetold = 20;
/** Of a normal value: within it 999 times of 1,000, as the figure is looked at again and again. */
const z = 3.29;
const groups = 10;

/**
 * Holds what came about against what was foretold, on the newest days of which nearly all is settled.
 * @param lastDay the newest that may count
 * @param days how many
 * @param reach how far back the first may lie
 */
export function judgeCalibration(
  outcomes: readonly OutcomeDay[],
  { lastDay, days, reach, tolerance }: { readonly lastDay: string; readonly days: number; readonly reach: number; readonly tolerance: number },
): JudgedCalibration {
  const window = settledWindow(outcomes, { lastDay, days, reach });
  const counted = window === null ? [] : outcomes.filter(({ day }) => day >= window.from && day <= window.until);
  const bins = addedBins(counted);
  const [settled, foretold, came] = [0, 1, 2].map((place) => bins.reduce((sum, bin) => sum + (bin[place] ?? 0), 0));
  const seen = { window, came: came ?? 0, foretold: foretold ?? 0 };
  if ((settled ?? 0) < fewestSettled || seen.foretold < fewestForetold) return { ...seen, state: 'NOT_ENOUGH', ratio: null, low: null, high: null, error: null };
  const ratio = seen.came / seen.foretold;
  const { low, high } = intervalOf(seen.came, seen.foretold);
  return { ...seen, ratio, low, high, error: errorOf(bins), state: stateOf({ ratio, low, high }, tolerance) };
} // prettier-ignore

/** The newest days of which nearly all is settled; null where none are. */
function settledWindow(outcomes: readonly OutcomeDay[], { lastDay, days, reach }: { lastDay: string; days: number; reach: number }): DriftWindow | null {
  const sizes = outcomes.map(({ day, bins }) => ({ day, rows: [...bins.values()].reduce((sum, [settled]) => sum + settled, 0) }));
  for (let back = 0; back <= reach; back++) {
    const [from, until] = [plusDays(lastDay, 1 - days - back), plusDays(lastDay, -back)];
    const all = windowOf(outcomes, from, until);
    if (all.rows > 0 && windowOf(sizes, from, until).rows >= settledShare * all.rows) return all;
  }
  return null;
} // prettier-ignore

/**
 * The interval of what came about by what was foretold: Byar's for a count, by that. Sales are not rarer than counts of so many, so it is
 * wide rather than narrow (Rothman & Boice 1979).
 */
function intervalOf(came: number, foretold: number): { readonly low: number; readonly high: number } {
  const more = came + 1;
  const low = came === 0 ? 0 : came * (1 - 1 / (9 * came) - z / (3 * Math.sqrt(came))) ** 3;
  const high = more * (1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))) ** 3;
  return { low: Math.max(low, 0) / foretold, high: high / foretold };
}

function stateOf({ ratio, low, high }: { readonly ratio: number; readonly low: number; readonly high: number }, tolerance: number): DriftState {
  if (low <= 1 && high >= 1) return 'STABLE';
  return Math.abs(ratio - 1) > tolerance ? 'DRIFTED' : 'WATCH';
} // prettier-ignore

/** Bins of all days added up, by score. */
function addedBins(outcomes: readonly OutcomeDay[]): SettledBin[] {
  const sums = new Map<number, SettledBin>();
  for (const { bins } of outcomes)
    for (const [bin, [settled, foretold, came]] of bins) {
      const sum = sums.get(bin) ?? [0, 0, 0];
      sums.set(bin, [sum[0] + settled, sum[1] + foretold, sum[2] + came]);
    }
  return [...sums].sort(([a], [b]) => a - b).map(([, sum]) => sum);
}

/** Expected calibration error: mean distance of what came from what was foretold, over about ten groups of like size by score. */
function errorOf(bins: readonly SettledBin[]): number {
  const all = bins.reduce((sum, [settled]) => sum + settled, 0);
  let [distance, settled, gap] = [0, 0, 0];
  bins.forEach(([count, foretold, came], place) => {
    settled += count;
    gap += came - foretold;
    if (settled < all / groups && place < bins.length - 1) return;
    distance += Math.abs(gap);
    [settled, gap] = [0, 0];
  });
  return distance / all;
}
