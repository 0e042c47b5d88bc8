import type { DriftReport, DriftState } from '../../../models/prediction/drift.js';

/** Under this subject calibration is alerted of. */
export const calibrationSubject = 'calibration';

/** Something to be alerted of. */
export interface Alarm {
  /** Name of an input, `score` or `calibration`. */
  readonly subject: string;
  readonly sentence: string;
  readonly amount: number;
  readonly since: string | null;
}

/** An alert that is over, and why. */
export interface Clearing {
  readonly subject: string;
  readonly closing: string;
}

/**
 * What is to be raised and closed, given what is open. Raised is what drifted; closed only what is stable again, or is watched no more: what
 * is merely watched, or of which too little is known, stays as it is. So a figure about a threshold does not ring again and again.
 */
export function changeAlerts(open: readonly string[], report: DriftReport): { readonly raise: Alarm[]; readonly close: Clearing[] } {
  const figures = subjectsOf(report);
  const isOpen = new Set(open);
  return {
    raise: figures.filter(({ state, subject }) => state === 'DRIFTED' && !isOpen.has(subject)).map(({ state: _, ...alarm }) => alarm),
    close: [
      ...figures.filter(({ state, subject }) => state === 'STABLE' && isOpen.has(subject)).map(({ subject, sentence }) => ({ subject, closing: sentence })),
      ...open.filter((subject) => !figures.some((figure) => figure.subject === subject)).map((subject) => ({ subject, closing: 'It is watched no more.' })),
    ],
  };
} // prettier-ignore

function subjectsOf({ inputs, score, calibration }: DriftReport): (Alarm & { state: DriftState })[] {
  const figures = [...inputs, score].map(({ name, state, psi, since, sentence }) => ({ subject: name, state, amount: psi ?? 0, since, sentence })); // prettier-ignore
  const { state, ratio, sentence } = calibration;
  return [...figures, { subject: calibrationSubject, state, amount: ratio ?? 0, since: null, sentence }];
}
