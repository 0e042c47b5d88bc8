import fc from 'fast-check';
import type { Rule } from '../../models/segment/rule.js';
import { anyRule, historyEvent, profileHistory } from '../../../test/factories/rules.js';
import { explain } from './explain.js';
import { sentence } from './sentence.js';

describe('sentence', () => {
  it.each<[Rule, string]>([
    [
      {
        all: [
          { did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] }, times: { atLeast: 3 }, within: 'P14D' } },
          { not: { did: { event: 'TEST_DRIVE_BOOKED', within: 'P30D' } } },
        ],
      },
      'viewed an SUV at least 3 times in the last 14 days, and not booked a test drive in the last 30 days',
    ],
    [
      {
        any: [
          { did: { event: 'VEHICLE_SAVED', where: { make: ['Kia', 'BMW'], fuelType: ['ELECTRIC'], price: { atMost: 40_000 } } } },
          { all: [{ trait: { name: 'city', oneOf: ['Leeds', 'York'] } }, { trait: { name: 'children', atLeast: 2 } }] },
        ],
      },
      'saved an electric Kia or BMW, priced up to 40,000, or (city is Leeds or York, and children is at least 2)',
    ],
    [{ did: { event: 'ORDER_PLACED', times: { atMost: 0 }, within: 'P1W' } }, 'never placed an order in the last week'],
    [{ did: { event: 'CUSTOM', name: 'Brochure Asked', times: { atLeast: 2, atMost: 4 }, within: 'P1DT12H' } },
      'did “Brochure Asked” 2 to 4 times in the last 1 day 12 hours'],
    [{ did: { event: 'VEHICLE_VIEWED', where: { condition: ['USED'], modelYear: { atLeast: 2020, atMost: 2022 } }, times: { atMost: 1 } } },
      'viewed a used vehicle, of model year 2020 to 2022 at most once'],
    [{ not: { any: [{ trait: { name: 'email', exists: true } }, { trait: { name: 'phone', exists: true } }] } },
      'not (email is known, or phone is known)'],
  ])('%j', (rule, words) => {
    expect(sentence(rule)).toBe(words);
  }); // prettier-ignore

  it('finds words for every rule', () => {
    fc.assert(fc.property(anyRule, (rule) => expect(sentence(rule)).toMatch(/^\S.*\S$/)));
  });
});

describe('explain', () => {
  it('says of every node whether it holds, what it counted, and in words', () => {
    const rule: Rule = {
      all: [
        { did: { event: 'VEHICLE_VIEWED', times: { atLeast: 3 }, within: 'P14D' } },
        { not: { did: { event: 'TEST_DRIVE_BOOKED' } } },
      ],
    };
    const history = profileHistory([historyEvent({ at: 1 }), historyEvent({ at: 2 })]);
    expect(explain(rule, history, 10).map(({ path, holds, count }) => ({ path, holds, count }))).toEqual([
      { path: 'rule.all', holds: false, count: null },
      { path: 'rule.all[0].did', holds: false, count: 2 },
      { path: 'rule.all[1].not', holds: true, count: null },
      { path: 'rule.all[1].not.did', holds: false, count: 0 },
    ]);
  });
});
