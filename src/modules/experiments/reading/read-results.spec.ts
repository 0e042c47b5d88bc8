import type { ExperimentMeasure, ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import type { ExperimentSumEntity } from '../../../models/experiment/experiment-sum.entity.js';
import { emptyPlan } from '../plans/read-plan.js';
import { readResults } from './read-results.js';

const arm = (name: string) => ({
  name,
  share: 0.5,
  isHeldOut: false,
  creativeIds: [],
  segmentIds: [],
  modelVersion: null,
  policy: null,
});
const plan: ExperimentPlan = { ...emptyPlan, arms: [arm('A'), arm('B')], measure: 'CLICKS', guardRails: [{ measure: 'LEADS', mayFall: 0.05 }], smallestLift: 0.1 }; // prettier-ignore
/** So many people of whom so many did it, once each. */
const sum = (place: number, measure: ExperimentMeasure, people: number, did: number, worth = 1): ExperimentSumEntity => ({
  ...{ tenantId: 't', experimentId: 'e', arm: place, measure, people, x: '0', xx: '0', xy: '0' },
  ...{ y: String(did * worth), yy: String(did * worth * worth) },
}); // prettier-ignore
const better = [sum(0, 'CLICKS', 20_000, 4_000), sum(1, 'CLICKS', 20_000, 5_000)];
const steady = [sum(0, 'LEADS', 20_000, 2_000), sum(1, 'LEADS', 20_000, 2_010)];
const fewer = [sum(0, 'LEADS', 20_000, 2_000), sum(1, 'LEADS', 20_000, 1_200)];

describe('results', () => {
  it('name a winner whose guard rails hold', () => {
    const { verdict, sentence, main, guardRails } = readResults(plan, [...better, ...steady], false);
    expect(verdict).toMatchObject({ kind: 'STOP', winner: 'B' });
    expect(sentence).toMatch(/^Stop: B wins by \d+(\.\d)? to \d+(\.\d)? %\.$/);
    expect(main.arms.map(({ name, people, mean }) => [name, people, mean])).toEqual([['A', 20_000, 0.2], ['B', 20_000, 0.25]]); // prettier-ignore
    expect(guardRails.map(({ measure, arms }) => [measure, arms[1]?.mean])).toEqual([['LEADS', 0.1005]]);
  });

  it('say harm before a winner, and broken before harm', () => {
    const { verdict, sentence } = readResults(plan, [...better, ...fewer], false);
    expect(verdict).toMatchObject({ kind: 'HARMFUL', arm: 'B', measure: 'leads' });
    expect(sentence).toMatch(/^Stop: B costs leads, \d+(\.\d)? to \d+(\.\d)? % of them\.$/);
    const lost = [sum(0, 'CLICKS', 20_000, 4_000), sum(1, 'CLICKS', 15_000, 5_000), ...fewer];
    const broken = readResults(plan, lost, false);
    expect([broken.verdict.kind, broken.sentence.slice(0, 7)]).toEqual(['BROKEN', 'Broken:']);
  });

  it('of nobody say keep going, and once over that nothing was found', () => {
    const empty = readResults(plan, [], false);
    expect([empty.verdict.kind, empty.sentence.slice(0, 11)]).toEqual(['KEEP_GOING', 'Keep going:']);
    expect(readResults(plan, [], true).sentence).toBe('It ended before a winner could be named: too little is known.'); // prettier-ignore
  });

  it('tell value in whole units of the currency', () => {
    const sold = [sum(0, 'VALUE', 1_000, 100, 2_000_000), sum(1, 'VALUE', 1_000, 110, 2_000_000)];
    const { main } = readResults({ ...plan, measure: 'VALUE', guardRails: [] }, sold, false);
    expect(main.arms.map(({ mean }) => mean)).toEqual([2_000, 2_200]);
  });
});
