import { houseTerms, type CampaignTerms } from '../../../models/campaign/campaign-terms.js';
import { readTerms } from './read-terms.js';
import type { TermsInput } from './terms-input.js';

const carmaker = '0c9b7a44-5d0e-4f6e-9d2c-5c1f6a7b8c9d';
const house = '1c9b7a44-5d0e-4f6e-9d2c-5c1f6a7b8c9d';
const isThere = { timeZone: null, isDealerGone: false };
const setting = {
  currency: 'GBP',
  advertisers: new Map([
    [carmaker, { kind: 'CARMAKER' as const, ...isThere }],
    [house, { kind: 'HOUSE' as const, ...isThere }],
  ]),
};
const read = (input: TermsInput, current: CampaignTerms = houseTerms, of: string | null = null) =>
  readTerms(input, current, of, setting);
const terms = (...args: Parameters<typeof read>) => {
  const answer = read(...args);
  if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
  return answer.terms;
};
const paths = (...args: Parameters<typeof read>) => {
  const answer = read(...args);
  return 'problems' in answer ? answer.problems.map(({ path }) => path) : [];
};

describe('readTerms', () => {
  it('leaves everything as it is where nothing is sent', () => {
    expect(terms({})).toEqual(houseTerms);
    const bid = terms({ bid: { perClick: '0.35' }, budget: { daily: '20' } });
    expect(terms({}, bid)).toEqual(bid);
    expect(terms({ objective: null, dayparts: null }, bid)).toEqual(bid);
  });

  it('counts money in micros of the currency the tenant sells in', () => {
    expect(terms({ bid: { perThousand: '8.5' }, budget: { total: '5000.00', currency: 'GBP' } })).toMatchObject({
      currency: 'GBP',
      bid: { kind: 'PER_THOUSAND', amount: 8_500_000 },
      budget: { total: 5_000_000_000, daily: null },
    });
    expect(terms({ bid: { budgetBest: { mostPerLead: '40' } } }).bid).toEqual({ kind: 'BUDGET_BEST', mostPerClick: null, mostPerLead: 40_000_000 });
  }); // prettier-ignore

  it('takes away what is set to null, and the currency with the last amount', () => {
    const before = terms({ bid: { perClick: '1' }, budget: { total: '9' }, delivery: 'GUARANTEED', goal: { amount: 5, of: 'CLICKS' } }); // prettier-ignore
    const after = terms({ bid: null, budget: null, delivery: 'PERFORMANCE', goal: null }, before);
    expect(after).toEqual(houseTerms);
  });

  it('says in which currency amounts are that stayed when the tenant changed its own', () => {
    const before = { ...terms({ bid: { perClick: '1' }, budget: { total: '9' } }), currency: 'EUR' };
    expect(terms({ bid: { perClick: '2' } }, before).currency).toBe('EUR');
    expect(terms({ bid: { perClick: '2' }, budget: { total: '9' } }, before).currency).toBe('GBP');
  });

  it.each<[string, TermsInput, string[]]>([
    ['another currency', { budget: { total: '1', currency: 'EUR' } }, ['budget.currency']],
    ['a price of nothing', { bid: { perClick: '0' } }, ['bid.perClick']],
    ['a price that rounds to nothing for one', { bid: { perThousand: '0.0009' } }, ['bid.perThousand']],
    ['a price below zero', { bid: { perLead: '-1' } }, ['bid.perLead']],
    ['a goal that nobody promised', { goal: { amount: 5, of: 'LEADS' } }, ['goal']],
    [
      'shares that are no whole',
      { funding: [{ advertiserId: carmaker, percent: 60 }, { advertiserId: house, percent: 39.99 }] },
      ['funding'],
    ],
    [
      'shares of somebody unknown, or named twice',
      { funding: [{ advertiserId: 'x', percent: 50 }, { advertiserId: 'x', percent: 50 }] },
      ['funding.0.advertiserId', 'funding.1.advertiserId', 'funding'],
    ],
    ['a share finer than can be paid', { funding: [{ advertiserId: house, percent: 100.001 }] }, ['funding.0.percent']],
    ['hours that end before they begin', { dayparts: [{ days: ['MONDAY'], from: '22:00', until: '02:00' }] }, ['dayparts.0']],
    ['hours of no day', { dayparts: [{ days: [], from: '08:00', until: '20:00' }] }, ['dayparts.0']],
    ['hours that are none', { dayparts: [{ days: ['MONDAY'], from: '8', until: '25:00' }] }, ['dayparts.0']],
    [
      'a cap twice',
      { frequencyCaps: [3, 4].map((most) => ({ scope: 'CAMPAIGN' as const, window: 'DAY' as const, most })) },
      ['frequencyCaps.1'],
    ],
    ['a cap below zero', { frequencyCaps: [{ scope: 'CREATIVE', window: 'HOUR', most: -1 }] }, ['frequencyCaps.0.most']],
  ])('points at %s', (_title, input, expected) => expect(paths(input)).toEqual(expected)); // prettier-ignore

  it('keeps the first place for own messages', () => {
    expect(paths({ priority: 'OWN_FIRST' }, houseTerms, carmaker)).toEqual(['priority']);
    expect(paths({ priority: 'OWN_FIRST' }, houseTerms, house)).toEqual([]);
    expect(paths({ priority: 'OWN_FILL_UP' })).toEqual([]);
  });
});
