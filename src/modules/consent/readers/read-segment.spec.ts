import fc from 'fast-check';
import type { ConsentPolicy } from '../../../models/consent/consent-policy.js';
import { readSegment } from './read-segment.js';

const categories: ConsentPolicy['categories'] = {
  analytics: ['ANALYTICS'],
  offers: ['PERSONALISATION'],
  partners: ['ADS', 'AUDIENCE_EXPORT'],
  social: ['ADS'],
};
const statesOf = (preferences: unknown) =>
  Object.fromEntries(
    readSegment(preferences, categories, 7).statements.map(({ purpose, state }) => [purpose, state]),
  );

describe('readSegment', () => {
  it('translates the categories a person ticked', () => {
    expect(statesOf({ analytics: true, offers: false, partners: true, social: true })).toEqual({
      ANALYTICS: 'GRANTED',
      PERSONALISATION: 'DENIED',
      ADS: 'GRANTED',
      AUDIENCE_EXPORT: 'GRANTED',
    });
  });

  it('grants a purpose of several categories only when all are ticked', () => {
    expect(statesOf({ partners: true, social: false })['ADS']).toBe('DENIED');
    expect(statesOf({ partners: true })['ADS']).toBe('DENIED');
    expect(statesOf({ partners: true })['AUDIENCE_EXPORT']).toBe('GRANTED');
  });

  it('takes empty preferences as a denial of every mapped purpose', () => {
    expect(statesOf({})).toEqual({
      ANALYTICS: 'DENIED',
      PERSONALISATION: 'DENIED',
      ADS: 'DENIED',
      AUDIENCE_EXPORT: 'DENIED',
    });
  });

  it('says nothing where nothing was said, and counts what it cannot read', () => {
    expect(readSegment(undefined, categories, 7)).toEqual({ statements: [] });
    expect(readSegment({ marketing: true }, categories, 7)).toEqual({ statements: [], unread: 'SEGMENT_UNMAPPED' }); // prettier-ignore
    expect(readSegment({ constructor: true }, categories, 7).unread).toBe('SEGMENT_UNMAPPED');
    expect(readSegment([true], categories, 7).unread).toBe('SEGMENT_MALFORMED');
    expect(readSegment({}, {}, 7)).toEqual({ statements: [] });
  });

  it('takes nothing but true for a tick, and never throws', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(categories)), fc.jsonValue()),
        (preferences) => {
          const granted = readSegment(preferences, categories, 7).statements.filter(
            ({ state }) => state === 'GRANTED',
          );
          for (const { purpose } of granted)
            for (const [category, served] of Object.entries(categories))
              if (served.includes(purpose)) expect(preferences[category]).toBe(true);
        },
      ),
    );
    fc.assert(fc.property(fc.anything(), (anything) => void readSegment(anything, categories, 7)));
  });
});
