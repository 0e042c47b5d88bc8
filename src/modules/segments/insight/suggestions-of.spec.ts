import type { DeedCounts } from '../../../models/segment/shard-answer.js';
import { validateRule } from '../validate.js';
import { isReachable, suggestionsOf } from './suggestions-of.js';

type Four = [number, number, number, number];
const notBought = { not: { did: { event: 'ORDER_PLACED', within: 'P90D' } } };
const deed = (buyers: Four, everybody: Four, about: Partial<DeedCounts> = {}): DeedCounts => ({
  ...{ type: 'VEHICLE_VIEWED', bodyStyle: null, model: null, buyers, everybody },
  ...about,
});
const suggested = (...deeds: DeedCounts[]) => suggestionsOf({ people: 10_000, buyers: 100, deeds });
const model = (name: string) => ({ bodyStyle: 'SUV' as const, model: { make: 'Kia', name } });

describe('suggested audiences', () => {
  it('are of those who do what buyers did more than others, and have not bought', () => {
    const drive = deed([40, 5, 0, 0], [500, 200, 50, 10], { type: 'TEST_DRIVE_BOOKED' });
    const [one, ...others] = suggested(drive, deed([50, 0, 0, 0], [5_000, 0, 0, 0]));
    expect(others).toEqual([]);
    expect(one).toEqual({
      rule: { all: [{ did: { event: 'TEST_DRIVE_BOOKED', within: 'P60D' } }, notBought] },
      ...{ buyersShare: 0.4, everybodyShare: 0.05, index: 800 },
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

  it('leave out what chance alone may have made, and what next to nobody does', () => {
    expect(suggested(deed([3, 0, 0, 0], [150, 0, 0, 0]))).toEqual([]);
    expect(suggested(deed([9, 0, 0, 0], [9, 0, 0, 0]))).toEqual([]);
    expect(suggested(deed([50, 0, 0, 0], [0, 0, 0, 0]))).toEqual([]);
  });

  it('are none where few bought', () => {
    const telling = deed([29, 0, 0, 0], [500, 0, 0, 0]);
    expect(suggestionsOf({ people: 10_000, buyers: 29, deeds: [telling] })).toEqual([]);
    expect(suggestionsOf({ people: 10_000, buyers: 30, deeds: [telling] })).toHaveLength(1);
  });

  it.each([
    [0, 500, false],
    [9, 10_000, false],
    [10, 10_000, true],
    [2_000, 10_000, true],
    [2_001, 10_000, false],
  ])('%p of %p are worth an audience: %p', (size, outOf, expected) => {
    expect(isReachable(size, outOf)).toBe(expected);
  });
});
