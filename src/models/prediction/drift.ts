import type { ModelName } from './model-manifest.js';

/**
 * How something stands beside its reference. `NOT_ENOUGH`: too little was seen to say. `STABLE`: no more than chance, or too little to
 * matter. `WATCH`: it moved, beyond chance. `DRIFTED`: it moved so far that the model's word is in doubt.
 */
export const driftStates = ['NOT_ENOUGH', 'STABLE', 'WATCH', 'DRIFTED'] as const;
export type DriftState = (typeof driftStates)[number];

/** From when something is watched, and from when it has drifted. */
export interface DriftThresholds {
  /** Population stability index from which something is watched, and from which it has drifted. */
  readonly watch: number;
  readonly drifted: number;
  /** How far what came about may lie from what was foretold, as a share of that: 0.2 is 20 %. */
  readonly calibration: number;
}

/** Whole days in UTC, both included, and how many rows were scored on them. Days are written `2026-11-22`. */
export interface DriftWindow {
  readonly from: string;
  readonly until: string;
  readonly rows: number;
}

/** One input, or the score, beside its reference. */
export interface DriftFigure {
  /** Name of the input; `score` for what the model said. */
  readonly name: string;
  readonly state: DriftState;
  /** Population stability index over groups of the reference; null where too little was seen. */
  readonly psi: number | null;
  /** What chance alone stays below, all looks of a model together 999 times of 1,000; null with `psi`. */
  readonly byChance: number | null;
  /** Mean of those that are known; null of words, and where none is known. */
  readonly before: number | null;
  readonly now: number | null;
  /** The day from which the difference is clearest; null unless it is watched or has drifted. */
  readonly since: string | null;
  /** In words for a marketer. */
  readonly sentence: string;
}

/** What came about beside what was foretold. */
export interface CalibrationFigure {
  readonly state: DriftState;
  /** Days on which the rows were scored; null where nothing is settled. */
  readonly window: DriftWindow | null;
  readonly came: number;
  readonly foretold: number;
  /** `came` by `foretold`, with the interval that holds 999 times of 1,000; null where too little came. */
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Expected calibration error over ten groups by score; null with `ratio`. */
  readonly error: number | null;
  /** In words for a marketer. */
  readonly sentence: string;
}

/** How a version that answers a tenant stands beside its first days. */
export interface DriftReport {
  /** The worst of all; `NOT_ENOUGH` where nothing can be said of any. */
  readonly state: DriftState;
  readonly sentence: string;
  /** The first days it answered; null while they do not suffice. */
  readonly reference: DriftWindow | null;
  readonly recent: DriftWindow | null;
  /** Worst first. */
  readonly inputs: readonly DriftFigure[];
  readonly score: DriftFigure;
  readonly calibration: CalibrationFigure;
}

/** What an alert is of: an input by its name, `score` or `calibration`. */
export interface AlertOf {
  readonly model: ModelName;
  readonly version: string;
  readonly subject: string;
}
