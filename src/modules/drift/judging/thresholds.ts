import type { DriftThresholds } from '../../../models/prediction/drift.js';

/** The thresholds where a tenant set none. */
export const usualThresholds: DriftThresholds = { watch: 0.1, drifted: 0.25, calibration: 0.2 };

const bounds = { least: 0.01, most: 10 };

/** What is wrong with thresholds, in a sentence that says what to do; null where nothing is. */
export function thresholdsProblem({ watch, drifted, calibration }: DriftThresholds): string | null {
  const outside = Object.entries({ watch, drifted, calibration }).find(([, value]) => !(value >= bounds.least && value <= bounds.most)); // prettier-ignore
  if (outside) return `${outside[0]} is ${outside[1]}; give ${bounds.least} to ${bounds.most}.`;
  return watch < drifted ? null : `watch is ${watch}, drifted ${drifted}; give a watch that is below.`;
}
