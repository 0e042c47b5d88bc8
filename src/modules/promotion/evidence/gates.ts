import type { GateResult, ModelEvidence } from '../../../models/prediction/model-standing.js';
import { aucDifference, aucOf } from './auc.js';
import { calibrationOf } from './calibration.js';
import { logLoss, logLossDifference } from './log-loss.js';
import type { PairedRow } from './paired-row.js';

/** Fewest rows on which what is foretold came about, and fewest on which it did not, before anything is said. */
export const fewestOfEach = 100;
/** As far below the champion the AUC may lie, with all of its interval. */
const aucMargin = 0.01;
/** A calibration error that is good whatever the champion's. */
const goodCalibration = 0.02;

/**
 * What rows that both versions scored say for and against the challenger. With too few of them nothing else is looked at: a figure of
 * thin support is not a figure.
 * @param what what is counted, in the plural: `settled leads`
 * @param comesAbout what came about on a row that counts: `were sold`
 */
export function weigh(
  champion: string,
  rows: readonly PairedRow[],
  { what, comesAbout }: { readonly what: string; readonly comesAbout: string },
): ModelEvidence {
  const positives = rows.filter(({ happened }) => happened).length;
  const seen = { champion, rows: rows.length, positives, effectiveSize: null };
  const enough = Math.min(positives, rows.length - positives) >= fewestOfEach;
  const missing = positives < fewestOfEach ? `${positives} ${comesAbout}` : `${rows.length - positives} did not`;
  const support: GateResult = {
    ...{ gate: 'SUPPORT', holds: enough, champion: null, challenger: null },
    sentence: enough
      ? `Both versions scored ${rows.length} ${what} that neither was taught with; ${positives} of them ${comesAbout}.`
      : `Of ${rows.length} ${what} that neither version was taught with only ${missing}; ${fewestOfEach} are needed. Wait for more.`,
  };
  if (!enough) return { ...seen, gates: [support] };
  return { ...seen, gates: [support, logLossGate(rows), rankingGate(rows), calibrationGate(rows)] };
} // prettier-ignore

function logLossGate(rows: readonly PairedRow[]): GateResult {
  const { low, high } = logLossDifference(rows);
  const holds = high < 0;
  const range = `${signed(low)} to ${signed(high)}`;
  return {
    ...{ gate: 'LOG_LOSS', holds, champion: logLoss(rows, 'champion'), challenger: logLoss(rows, 'challenger') },
    sentence: holds
      ? `Its log loss is lower beyond chance: the difference is ${range}.`
      : low > 0
        ? `Its log loss is higher beyond chance: the difference is ${range}.`
        : `Its log loss cannot be told from the champion's: the difference is ${range}.`,
  };
} // prettier-ignore

function rankingGate(rows: readonly PairedRow[]): GateResult {
  const { low, high } = aucDifference(rows);
  const holds = low >= -aucMargin;
  const range = `${signed(low)} to ${signed(high)}`;
  return {
    ...{ gate: 'RANKING', holds, champion: aucOf(rows, 'champion'), challenger: aucOf(rows, 'challenger') },
    sentence: holds
      ? `It ranks no worse: the difference of AUC is ${range}.`
      : `It may rank worse by more than ${aucMargin}: the difference of AUC is ${range}.`,
  };
} // prettier-ignore

function calibrationGate(rows: readonly PairedRow[]): GateResult {
  const [champion, challenger] = [calibrationOf(rows, 'champion'), calibrationOf(rows, 'challenger')];
  const most = Math.max(goodCalibration, challenger.byChance, champion.error);
  const holds = challenger.error <= most;
  return {
    ...{ gate: 'CALIBRATION', holds, champion: champion.error, challenger: challenger.error },
    sentence: `What it says is ${challenger.error.toFixed(4)} from what came about; ${holds ? 'at most' : 'more than'} ${most.toFixed(4)}, the largest of ${goodCalibration}, the champion's and what chance does.`,
  };
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}
