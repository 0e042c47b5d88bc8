import type { EliminationStep } from '../../models/decision/elimination.js';
import { whyNothing } from './nothing.js';

describe('whyNothing', () => {
  it.each<[number, Partial<Record<EliminationStep, number>>, EliminationStep, string]>([
    [0, {}, 'CAMPAIGN_NOT_LIVE', 'no campaign yet'],
    [0, { CAMPAIGN_NOT_LIVE: 2 }, 'CAMPAIGN_NOT_LIVE', 'No campaign is live'],
    [2, { PLACEMENT: 2 }, 'PLACEMENT', 'home-hero'],
    [3, { PLACEMENT: 2, AUDIENCE: 1 }, 'AUDIENCE', 'audiences'],
    [3, { PLACEMENT: 1, AUDIENCE: 1, NO_CREATIVE: 1 }, 'NO_CREATIVE', 'creative'],
    [1, { NO_VEHICLE_IN_SCOPE: 1 }, 'NO_VEHICLE_IN_SCOPE', 'stock'],
    [2, { BUDGET: 1, HELD_OUT: 1 }, 'HELD_OUT', 'experiment'],
    [3, { BUDGET: 2, NOT_DRAWN: 1 }, 'BUDGET', 'budgets'],
    [2, { BUDGET: 1, VEHICLE_EXCLUDED: 4 }, 'VEHICLE_EXCLUDED', 'excluded'],
    [1, { VEHICLE_EXCLUDED: 4 }, 'VEHICLE_EXCLUDED', 'excluded'],
  ])('with %d live and %j eliminated it is %s', (live, counts, step, words) => {
    const eliminated = Object.entries(counts).map(([name, count]) => ({ step: asStep(name), count }));
    const why = whyNothing('home-hero', live, eliminated);
    expect(why.step).toBe(step);
    expect(why.reason).toContain(words);
  });
});

function asStep(name: string): EliminationStep {
  switch (name) {
    case 'CAMPAIGN_NOT_LIVE':
    case 'PLACEMENT':
    case 'AUDIENCE':
    case 'NO_CREATIVE':
    case 'NO_VEHICLE_IN_SCOPE':
    case 'BUDGET':
    case 'HELD_OUT':
    case 'NOT_DRAWN':
    case 'VEHICLE_EXCLUDED':
      return name;
    default:
      throw new Error(name);
  }
}
