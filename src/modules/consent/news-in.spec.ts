import fc from 'fast-check';
import {
  consentSources,
  consentStates,
  type ConsentStatement,
} from '../../models/consent/consent-statement.js';
import { decide } from './decide.js';
import { confirmAfterMs, newsIn, type HeldState } from './news-in.js';

const said = (fields: Partial<ConsentStatement>): ConsentStatement => ({
  purpose: 'ADS',
  state: 'GRANTED',
  source: 'SEGMENT',
  statedAt: 0,
  policyVersion: '1',
  ...fields,
});

describe('newsIn', () => {
  it('writes what was never said before', () => {
    const first = said({});
    expect(newsIn([], [first])).toEqual({ changes: [first], held: [first] });
  });

  it('writes nothing for a repetition or something older', () => {
    const known = [said({ statedAt: 10, state: 'DENIED' })];
    expect(newsIn(known, [said({ statedAt: 11, state: 'DENIED' }), said({ statedAt: 9 })])).toEqual({
      changes: [],
      held: [],
    });
  });

  it('moves the time of a state on once an hour, without a line in the ledger', () => {
    const later = said({ statedAt: confirmAfterMs });
    expect(newsIn([said({})], [later])).toEqual({ changes: [], held: [later] });
  });

  it('moves it on at once where a person says so to us', () => {
    const again = said({ statedAt: 1, source: 'API' });
    expect(newsIn([said({})], [again])).toEqual({ changes: [], held: [again] });
  });

  it('keeps each change of mind within one batch, in the order of time', () => {
    const [granted, denied] = [said({ statedAt: 5 }), said({ statedAt: 7, state: 'DENIED' })];
    expect(newsIn([], [denied, granted])).toEqual({ changes: [granted, denied], held: [denied] });
  });

  it('writes down that the same was said under another policy', () => {
    const renewed = said({ statedAt: 1, policyVersion: '2' });
    expect(newsIn([said({})], [renewed])).toEqual({ changes: [renewed], held: [renewed] });
  });

  it('keeps an objection against whatever banners and browsers say, until the person says otherwise', () => {
    const objection = said({ source: 'OBJECTION', state: 'DENIED', statedAt: 5 });
    const banner = said({ source: 'SEGMENT', state: 'GRANTED', statedAt: 9 });
    const yes = said({ source: 'API', state: 'GRANTED', statedAt: 10 });
    expect(newsIn([objection], [banner])).toEqual({ changes: [], held: [] });
    expect(newsIn([banner], [objection]).held).toEqual([objection]);
    expect(newsIn([objection], [yes, banner]).held).toEqual([yes]);
  });

  it('ends where all that was said ends, in whatever order and batches it arrives', () => {
    const statement = fc.record({
      purpose: fc.constantFrom('ADS' as const, 'ANALYTICS' as const),
      state: fc.constantFrom(...consentStates),
      // An objection is dated when it is written, so none ever arrives late.
      source: fc.constantFrom(...consentSources.filter((source) => source !== 'OBJECTION')),
      statedAt: fc.nat(4).map((hours) => hours * confirmAfterMs),
      policyVersion: fc.constantFrom('1', '2'),
    });
    fc.assert(
      fc.property(fc.array(fc.array(statement)), (batches) => {
        let known: HeldState[] = [];
        for (const batch of batches) {
          const { held } = newsIn(known, batch);
          const touched = new Set(held.map(({ purpose }) => purpose));
          known = [...known.filter(({ purpose }) => !touched.has(purpose)), ...held];
        }
        const states = (all: readonly HeldState[]) =>
          decide(all, 'OPT_IN').map(({ purpose, state, statedAt }) => ({ purpose, state, statedAt }));
        expect(states(known)).toEqual(states(batches.flat()));
      }),
    );
  });
});
