import type { DeedCounts } from '../../../models/segment/shard-answer.js';
import { validateRule } from '../validate.js';
import { candidatesOf, chosenFrom, type Candidate } from './suggestions-of.js';

type Four = [number, number, number, number];
const notBought = { not: { did: { event: 'ORDER_PLACED', within: 'P90D' } } };
const deed = (buyers: Four, everybody: Four, about: Partial<DeedCounts> = {}): DeedCounts => ({
  ...{ type: 'VEHICLE_VIEWED', bodyStyle: null, model: null, buyers, everybody },
  ...about,
});
/** Chosen of all there are, of which each reaches so many of 10,000. */
const chosen = (candidates: Candidate[], sizeOf: (candidate: Candidate) => number = () => 500) =>
  chosenFrom(candidates.map((one) => ({ ...one, size: sizeOf(one) })), 10_000, 10); // prettier-ignore
const suggested = (...deeds: DeedCounts[]) =>
  chosen(candidatesOf({ people: 10_000, buyers: 100, deeds }, 100));
const model = (name: string) => ({ bodyStyle: 'SUV' as const, model: { make: 'Kia', name } });

describe('suggested audiences', () => {
  it('are of those who do what buyers did more than others, and have not bought', () => {
    const drive = deed([40, 5, 0, 0], [500, 200, 50, 10], { type: 'TEST_DRIVE_BOOKED' });
    const [one, ...others] = suggested(drive, deed([50, 0, 0, 0], [5_000, 0, 0, 0]));
    expect(others).toEqual([]);
    expect(one).toEqual({
      rule: { all: [{ did: { event: 'TEST_DRIVE_BOOKED', within: 'P60D' } }, notBought] },
      ...{ buyersShare: 0.4, everybodyShare: 0.05, index: 800, size: 500 },
    });
    expect(validateRule(one?.rule)).toHaveProperty('rule');
  });

  it('ask for more often only where that tells much more', () => {
    const slightly = suggested(deed([60, 50, 40, 0], [1_000, 800, 600, 0], { bodyStyle: 'SUV' }));
    expect(slightly).toMatchObject([{ index: 600, rule: { all: [{ did: { within: 'P60D' } }, {}] } }]);
    expect(JSON.stringify(slightly)).not.toContain('times');
    const much = suggested(deed([60, 50, 40, 0], [2_000, 1_000, 500, 0], { bodyStyle: 'SUV' }));
    expect(much).toMatchObject([
      {
        index: 800,
        rule: { all: [{ did: { where: { bodyStyle: ['SUV'] }, times: { atLeast: 3 } } }, notBought] },
      },
    ]);
  });

  it('name a shape or a model only where that tells much more than less of it', () => {
    const ev9 = { make: ['Kia'], model: ['EV9'] };
    const found = suggested(
      deed([80, 0, 0, 0], [5_000, 0, 0, 0]),
      deed([60, 0, 0, 0], [2_000, 0, 0, 0], { bodyStyle: 'SUV' }),
      deed([50, 0, 0, 0], [1_500, 0, 0, 0], model('Sportage')),
      deed([40, 0, 0, 0], [500, 0, 0, 0], model('EV9')),
      deed([40, 0, 0, 0], [500, 0, 0, 0], { ...model('EV9'), type: 'VEHICLE_SAVED' }),
    );
    expect(found.map(({ index }) => index)).toEqual([800, 800, 300, 160]);
    expect(found).toMatchObject([
      { rule: { all: [{ did: { event: 'VEHICLE_VIEWED', where: ev9 } }, notBought] } },
      { rule: { all: [{ did: { event: 'VEHICLE_SAVED', where: ev9 } }, notBought] } },
      { rule: { all: [{ did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] } } }, notBought] } },
      { rule: { all: [{ did: { event: 'VEHICLE_VIEWED' } }, notBought] } },
    ]);
  });

  it('leave out what chance alone may have made, and what nobody does any more', () => {
    expect(suggested(deed([3, 0, 0, 0], [150, 0, 0, 0]))).toEqual([]);
    expect(suggested(deed([50, 0, 0, 0], [0, 0, 0, 0]))).toEqual([]);
  });

  it('are none where few bought', () => {
    const telling = deed([29, 0, 0, 0], [500, 0, 0, 0]);
    expect(candidatesOf({ people: 10_000, buyers: 29, deeds: [telling] }, 100)).toEqual([]);
    expect(candidatesOf({ people: 10_000, buyers: 30, deeds: [telling] }, 100)).toHaveLength(1);
  });

  it.each([
    [0, false],
    [9, false],
    [10, true],
    [2_000, true],
    [2_001, false],
  ])('that reach %p of 10000 are worth having: %p', (size, expected) => {
    const sum = { people: 10_000, buyers: 100, deeds: [deed([40, 0, 0, 0], [500, 0, 0, 0])] };
    expect(chosen(candidatesOf(sum, 100), () => size)).toHaveLength(expected ? 1 : 0);
  });

  it('fall back on what is done less often, or with any model, where nobody is left who does more', () => {
    const often = deed([60, 50, 0, 0], [2_000, 500, 0, 0], { bodyStyle: 'SUV' });
    const narrow = deed([50, 0, 0, 0], [500, 0, 0, 0], model('EV9'));
    const candidates = candidatesOf({ people: 10_000, buyers: 100, deeds: [often, narrow] }, 100);
    expect(candidates).toHaveLength(3);
    const left = chosen(candidates, ({ index }) => (index === 300 ? 1_200 : 3));
    expect(left).toMatchObject([{ index: 300, size: 1_200 }]);
  });
});
