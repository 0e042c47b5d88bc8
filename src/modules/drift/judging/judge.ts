import { driftStates, type DriftFigure, type DriftReport, type DriftState, type DriftThresholds, type DriftWindow } from '../../../models/prediction/drift.js'; // prettier-ignore
import type { WatchedInput } from '../../../models/prediction/watched-input.js';
import { sizeOf } from '../counting/bins.js';
import { scoreName } from '../counting/count-rows.js';
import { sayCalibration, sayInput, sayNotEnough, sayReport, type ModelWords } from '../words/say.js';
import { judgeCalibration, type OutcomeDay } from './judge-calibration.js';
import { judgeInput, type InputDay } from './judge-input.js';
import { commonScatter } from './scatter.js';
import { recentWindow, windowOf } from './windows.js';

/** Chance that one look at a model calls any of it drifted where nothing is. */
const falseAlarm = 0.001;

/** All that is known of a version that answers a tenant. */
export interface Judging {
  readonly inputs: readonly WatchedInput[];
  /** Days of each input, and of `score`, in order. */
  readonly days: ReadonlyMap<string, readonly InputDay[]>;
  readonly outcomes: readonly OutcomeDay[];
  /** The last day of the reference; null while it does not suffice. */
  readonly referenceUntil: string | null;
  /** The newest day that is counted. */
  readonly lastDay: string;
  readonly calibrationDays: number;
  readonly outcomesOpenDays: number;
  readonly thresholds: DriftThresholds;
  readonly words: ModelWords;
}

/** Holds a version's last weeks against its first, in figures and in words. */
export function judge(judging: Judging): DriftReport {
  const { days, outcomes, referenceUntil, lastDay, words, thresholds } = judging;
  const sizes = (days.get(scoreName) ?? []).map(({ day, bins }) => ({ day, rows: sizeOf(bins) }));
  const reference = referenceUntil === null ? null : windowOf(sizes, sizes[0]?.day ?? referenceUntil, referenceUntil); // prettier-ignore
  const recent = referenceUntil === null ? null : recentWindow(sizes, referenceUntil, lastDay);
  const said = sayNotEnough(words, reference, sizes.reduce((sum, { rows }) => sum + rows, 0)); // prettier-ignore
  const watched = [...judging.inputs, { name: scoreName, categories: null }];
  const scatter = reference ? commonScatter(watched.map((input) => ({ days: within(judging, input, reference).map(({ bins }) => bins), areWords: input.categories !== null }))) : 1; // prettier-ignore
  const figures = watched.map((input) => {
    const unsaid = { ...nothing, name: input.name, sentence: said };
    return reference && recent ? figureOf(judging, input, { reference, recent, scatter }) : unsaid;
  });
  const score = figures.at(-1) ?? { ...nothing, name: scoreName, sentence: said };
  const inputs = figures.slice(0, -1).sort(worstFirst);
  const range = { lastDay, days: judging.calibrationDays, reach: judging.outcomesOpenDays, tolerance: thresholds.calibration }; // prettier-ignore
  const judged = judgeCalibration(outcomes, range);
  const calibration = { ...judged, sentence: sayCalibration(judged, words) };
  const state = worstOf([...figures, calibration].map((each) => each.state));
  return { state, sentence: sayReport({ inputs, score, calibration }, words), reference, recent, inputs, score, calibration }; // prettier-ignore
}

const nothing = { state: 'NOT_ENOUGH' as const, psi: null, byChance: null, before: null, now: null, since: null }; // prettier-ignore

function figureOf(
  judging: Judging,
  input: WatchedInput,
  { reference, recent, scatter }: { readonly reference: DriftWindow; readonly recent: DriftWindow; readonly scatter: number }, // prettier-ignore
): DriftFigure {
  const { inputs, words, thresholds } = judging;
  const seen = { before: within(judging, input, reference), now: within(judging, input, recent) };
  const { groups, ...figure } = judgeInput(input, seen, { thresholds, alpha: falseAlarm / (inputs.length + 1), scatter }); // prettier-ignore
  return { ...figure, sentence: sayInput({ ...figure, groups }, input, words, recent) };
}

function within({ days }: Judging, { name }: WatchedInput, { from, until }: DriftWindow): InputDay[] {
  return (days.get(name) ?? []).filter(({ day }) => day >= from && day <= until);
}

const worseness = (state: DriftState) => driftStates.indexOf(state);

function worstOf(states: readonly DriftState[]): DriftState {
  return states.reduce<DriftState>((worst, state) => (worseness(state) > worseness(worst) ? state : worst), 'NOT_ENOUGH'); // prettier-ignore
}

/** By state first, then by the index. */
function worstFirst(one: DriftFigure, other: DriftFigure): number {
  return worseness(other.state) - worseness(one.state) || (other.psi ?? 0) - (one.psi ?? 0);
}
