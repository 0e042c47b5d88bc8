import { deviations, type Difference, type PairedRow, type Side } from './paired-row.js';

/** An AUC, and what each row added to it: the pieces of its variance. */
interface Placed {
  readonly auc: number;
  /** Of each row that happened, the share of the others below it; of each that did not, the share above it. */
  readonly placements: readonly number[];
}

/** Chance that one side thought something that happened likelier than something that did not; ties count half. */
export function aucOf(rows: readonly PairedRow[], side: Side): number {
  return placed(rows, side).auc;
}

/**
 * AUC of the challenger less that of the champion on the same rows, with its interval (DeLong, DeLong & Clarke-Pearson,
 * Biometrics 1988). Needs two rows that happened and two that did not.
 */
export function aucDifference(rows: readonly PairedRow[]): Difference {
  const [champion, challenger] = [placed(rows, 'champion'), placed(rows, 'challenger')];
  const value = challenger.auc - champion.auc;
  const differences = rows.map((_, place) => (challenger.placements[place] ?? 0) - (champion.placements[place] ?? 0));
  const of = (happened: boolean) => differences.filter((_, place) => rows[place]?.happened === happened);
  const error = Math.sqrt(varianceOfMean(of(true)) + varianceOfMean(of(false)));
  return { value, low: value - deviations * error, high: value + deviations * error };
} // prettier-ignore

function placed(rows: readonly PairedRow[], side: Side): Placed {
  const overall = midranks(rows.map((row) => row[side]));
  const hits = rows.filter(({ happened }) => happened).length;
  const misses = rows.length - hits;
  const within = { true: midranksAmong(rows, side, true), false: midranksAmong(rows, side, false) };
  const placements = rows.map((row, place) => {
    const others = (overall[place] ?? 0) - (within[`${row.happened}`].get(place) ?? 0);
    return row.happened ? others / misses : 1 - others / hits;
  });
  const auc = placements.reduce((sum, each, place) => sum + (rows[place]?.happened ? each : 0), 0) / hits;
  return { auc, placements };
}

function midranksAmong(rows: readonly PairedRow[], side: Side, happened: boolean): Map<number, number> {
  const places = rows.flatMap((row, place) => (row.happened === happened ? [place] : []));
  const ranks = midranks(places.map((place) => rows[place]?.[side] ?? 0));
  return new Map(places.map((place, nth) => [place, ranks[nth] ?? 0]));
}

/** Ranks from 1; equal values share the mean of theirs. */
function midranks(values: readonly number[]): number[] {
  const order = values.map((_, place) => place).sort((left, right) => (values[left] ?? 0) - (values[right] ?? 0)); // prettier-ignore
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let nth = from; nth < to; nth++) ranks[order[nth] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

function varianceOfMean(values: readonly number[]): number {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}
