import type { DriftFigure, DriftReport, DriftState } from '../../../models/prediction/drift.js';
import { changeAlerts } from './change-alerts.js';

const figure = (name: string, state: DriftState): DriftFigure => ({ name, state, psi: 0.4, byChance: 0.1, before: 3, now: 1, since: '2026-10-11', sentence: `${name} is ${state}.` }); // prettier-ignore
const report = (views: DriftState, score: DriftState = 'STABLE', calibration: DriftState = 'NOT_ENOUGH'): DriftReport => ({
  ...{ state: views, sentence: '', reference: null, recent: null },
  inputs: [figure('views', views)],
  score: figure('score', score),
  calibration: { state: calibration, window: null, came: 1, foretold: 2, ratio: 0.5, low: 0.4, high: 0.6, error: 0.1, sentence: 'Sold less often.' },
}); // prettier-ignore

describe('alerts', () => {
  it('are raised of what drifted, with when and by how much, and not again while they are open', () => {
    const { raise, close } = changeAlerts([], report('DRIFTED', 'WATCH', 'DRIFTED'));
    expect(raise).toEqual([
      { subject: 'views', sentence: 'views is DRIFTED.', amount: 0.4, since: '2026-10-11' },
      { subject: 'calibration', sentence: 'Sold less often.', amount: 0.5, since: null },
    ]);
    expect(close).toEqual([]);
    expect(changeAlerts(['views', 'calibration'], report('DRIFTED', 'WATCH', 'DRIFTED')).raise).toEqual([]);
  });

  it('are closed once it is stable again, and stay while it is watched or too little is known', () => {
    for (const state of ['WATCH', 'NOT_ENOUGH', 'DRIFTED'] as const) expect(changeAlerts(['views'], report(state)).close).toEqual([]); // prettier-ignore
    expect(changeAlerts(['views'], report('STABLE')).close).toEqual([{ subject: 'views', closing: 'views is STABLE.' }]); // prettier-ignore
  });

  it('are closed where their input is watched no more: nothing would ever say that it is over', () => {
    expect(changeAlerts(['of old'], report('DRIFTED')).close).toEqual([{ subject: 'of old', closing: 'It is watched no more.' }]); // prettier-ignore
  });
});
