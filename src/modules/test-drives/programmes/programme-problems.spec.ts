import type { ProgrammeRules } from '../../../models/test-drive/programme-rules.js';
import { programmeProblems, written } from './programme-problems.js';

const rules: ProgrammeRules = {
  currency: 'GBP',
  centres: [{ dealerId: '6f2d3b8e-6a6e-4c39-9a0e-000000000000', isSelfService: true, isAlwaysOpen: true }],
  models: [{ make: 'Kia', model: 'EV6' }],
  minDays: 1,
  maxDays: 3,
  pickUpEveryMinutes: 60,
  turnaroundMinutes: 120,
  noticeMinutes: 60,
  horizonDays: 365,
  deposit: { amount: '500', holdMinutes: 30 },
  identity: { goodForDays: 365 },
  limits: { oncePerModel: true, perPerson: 5, window: 'P1Y' },
  fee: { standard: '99', byBand: [{ partner: 'score', band: 'A', amount: '0' }] },
  discount: { percent: null, amount: '500', validDays: 60, models: [] },
};
const pathsOf = (more: Partial<ProgrammeRules>, key = 'tower') =>
  programmeProblems({ key, name: 'Tower', rules: { ...rules, ...more } }).map(({ path }) => path);

describe('programmeProblems', () => {
  it('has nothing to say of one that is in order, and writes its amounts as the currency does', () => {
    expect(pathsOf({})).toEqual([]);
    expect(written(rules)).toMatchObject({ deposit: { amount: '500.00' }, fee: { standard: '99.00', byBand: [{ amount: '0.00' }] }, discount: { amount: '500.00' } }); // prettier-ignore
  });

  it('says everything that is wrong at once, by its field, with what to do', () => {
    const all = programmeProblems({ key: 'No Key', name: ' ', rules: { ...rules, centres: [], minDays: 4, deposit: { amount: '0', holdMinutes: 0 } } }); // prettier-ignore
    expect(all.map(({ path }) => path)).toEqual(['key', 'name', 'days.max', 'centres', 'deposit.amount', 'deposit.holdMinutes']); // prettier-ignore
    for (const { remedy } of all) expect(remedy.length).toBeGreaterThan(10);
  });

  const centre = (more: object) => ({ dealerId: '6f2d3b8e-6a6e-4c39-9a0e-000000000000', isSelfService: false, isAlwaysOpen: false, ...more }); // prettier-ignore
  it.each<[string, Partial<ProgrammeRules>]>([
    ['centres.alwaysOpen', { centres: [centre({ isAlwaysOpen: true })] }],
    ['centres.dealerId', { centres: [centre({}), centre({})] }],
    ['models', { models: [{ make: '-', model: 'EV6' }] }],
    ['days.max', { maxDays: 31 }],
    ['turnaroundMinutes', { turnaroundMinutes: -1 }],
    ['limits.perPerson', { limits: { ...rules.limits, perPerson: 0 } }],
    ['limits.window', { limits: { ...rules.limits, window: 'PT0S' } }],
    ['limits.window', { limits: { oncePerModel: false, perPerson: null, window: 'P1Y' } }],
    ['identityCheck.goodForDays', { identity: { goodForDays: 0 } }],
    ['currency', { currency: 'XXZ' }],
    ['fee.standard', { fee: { standard: '1.234', byBand: [] } }],
    ['fee.byBand', { fee: { standard: '1', byBand: [...rules.fee.byBand, { partner: 'Score', band: 'a', amount: '1' }] } }], // prettier-ignore
    ['discount', { discount: { percent: '5', amount: '5', validDays: 1, models: [] } }],
    ['discount.percent', { discount: { percent: '101', amount: null, validDays: 1, models: [] } }],
    ['discount.validDays', { discount: { percent: '5', amount: null, validDays: 0, models: [] } }],
  ])('finds what is wrong with %s', (path, more) => {
    expect(pathsOf(more)).toEqual([path]);
  });
});
