import { BehaviourVector, dimensionsOf } from './behaviour-vector.js';
import { dimensions } from './dimensions.js';

const now = Date.UTC(2026, 10, 22);
const day = 86_400_000;
const suv = { bodyStyle: 'SUV', fuelType: 'ELECTRIC', price: 45_000 } as const;

function vectorOf(events: readonly [daysAgo: number, event: Parameters<typeof dimensionsOf>[0]][]) {
  const vector = new BehaviourVector(now);
  vector.begin();
  for (const [daysAgo, event] of events) vector.add(now - daysAgo * day, dimensionsOf(event));
  vector.end();
  return Object.fromEntries(dimensions.map((name, place) => [name, vector.values[place]]));
}

describe('a vector of behaviour', () => {
  it('counts what was done lately for more, and half after thirty days', () => {
    const seen = vectorOf([
      [0, { type: 'SHOWROOM_VISITED', vehicle: null }],
      [30, { type: 'SHOWROOM_VISITED', vehicle: null }],
    ]);
    expect(seen['did SHOWROOM_VISITED']).toBeCloseTo(Math.log1p(1.5));
    expect(seen['events']).toBeCloseTo(Math.log1p(1.5));
    expect(seen['lately']).toBe(1);
    expect(seen['did VEHICLE_VIEWED']).toBe(0);
  });

  it('says what share of looks each kind of car has, less of it while there are few', () => {
    const once = vectorOf([[0, { type: 'VEHICLE_VIEWED', vehicle: suv }]]);
    expect(once['looks at SUV']).toBeCloseTo(1 / 2);
    expect(once['looks at below 80000']).toBeCloseTo(1 / 2);
    const often = vectorOf(
      Array.from({ length: 9 }, (_, n): [number, Parameters<typeof dimensionsOf>[0]] => [
        0,
        { type: 'VEHICLE_VIEWED', vehicle: n < 3 ? { bodyStyle: 'VAN' } : suv },
      ]),
    );
    expect(often['looks at SUV']).toBeCloseTo(6 / 10);
    expect(often['looks at VAN']).toBeCloseTo(3 / 10);
  });

  it('tells other bodies from other fuels', () => {
    const seen = vectorOf([[0, { type: 'VEHICLE_VIEWED', vehicle: { bodyStyle: 'OTHER' } }]]);
    expect(seen['looks at OTHER bodyStyle']).toBeCloseTo(1 / 2);
    expect(seen['looks at OTHER fuelType']).toBe(0);
  });

  it('counts nothing that is to come, too old, or not what somebody did', () => {
    const nothing = vectorOf([
      [-1, { type: 'VEHICLE_VIEWED', vehicle: suv }],
      [366, { type: 'VEHICLE_VIEWED', vehicle: suv }],
      [1, { type: 'OFFER_VIEWED', vehicle: suv }],
      [1, { type: 'CONSENT_CHANGED', vehicle: null }],
    ]);
    expect(Object.values(nothing).every((value) => value === 0)).toBe(true);
  });

  it('takes what becomes of the car one has for no look at another', () => {
    const served = vectorOf([[1, { type: 'SERVICE_DONE', vehicle: suv }]]);
    expect(served['did SERVICE_DONE']).toBeGreaterThan(0);
    expect(served['looks at SUV']).toBe(0);
  });
});
