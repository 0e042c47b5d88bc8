import { GVL, TCModel, TCString } from '@iabtcf/core';
import fc from 'fast-check';
import { readTcf } from './read-tcf.js';

/** A published sample: made in 2020, purposes 1, 2 and 3 consented to. */
const sample =
  'COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.IFoEUQQgAIQwgIwQABAEAAAAOIAACAIAAAAQAIAgEAACEAAAAAgAQBAAAAAAAGBAAgAAAAAAAFAAECAAAgAAQARAEQAAAAAJAAIAAgAAAYQEAAAQmAgBC3ZAYzUw';

/** A vendor list with these vendors and nothing else. */
function vendorList(vendorIds: number[]): GVL {
  const nothing = { purposes: [], legIntPurposes: [], flexiblePurposes: [], specialPurposes: [], features: [], specialFeatures: [], usesCookies: false, cookieMaxAgeSeconds: 0, cookieRefresh: false, usesNonCookieAccess: false }; // prettier-ignore
  const vendors = Object.fromEntries(vendorIds.map((id) => [id, { id, name: 'A vendor', policyUrl: '', ...nothing }])); // prettier-ignore
  const words = { purposes: {}, specialPurposes: {}, features: {}, specialFeatures: {}, stacks: {}, dataCategories: {} }; // prettier-ignore
  return new GVL({ gvlSpecificationVersion: 3, vendorListVersion: 100, tcfPolicyVersion: 5, lastUpdated: '2026-01-01T00:00:00Z', ...words, vendors }); // prettier-ignore
}

/** A string as a banner would make it. */
function stringOf(purposes: number[], createdAt: string, disclosed: number[]): string {
  const model = new TCModel(vendorList(disclosed));
  model.cmpId = 27;
  model.cmpVersion = 1;
  model.purposeConsents.set(purposes);
  model.created = new Date(createdAt);
  model.lastUpdated = new Date(createdAt);
  return TCString.encode(model);
}
const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const statesOf = (text: string) =>
  Object.fromEntries(readTcf(text, 7).statements.map(({ purpose, state }) => [purpose, state]));

describe('readTcf', () => {
  it('reads the published sample: three purposes are enough for none of ours', () => {
    expect(TCString.decode(sample).purposeConsents.has(3)).toBe(true);
    expect(statesOf(sample)).toEqual({
      ANALYTICS: 'DENIED',
      PERSONALISATION: 'DENIED',
      ADS: 'DENIED',
      AUDIENCE_EXPORT: 'DENIED',
    });
    expect(readTcf(sample, 7).statements[0]).toMatchObject({ source: 'TCF', statedAt: 7, evidence: sample });
  });

  it('grants what a purpose needs whole, and says nothing of cars', () => {
    expect(statesOf(stringOf(all, '2026-01-10T00:00:00Z', [2]))).toEqual({
      ANALYTICS: 'GRANTED',
      PERSONALISATION: 'GRANTED',
      ADS: 'GRANTED',
      AUDIENCE_EXPORT: 'GRANTED',
    });
    expect(statesOf(stringOf([1, 8], '2026-01-10T00:00:00Z', [2]))).toMatchObject({
      ANALYTICS: 'GRANTED',
      PERSONALISATION: 'DENIED',
    });
  });

  it('demands the disclosed vendors of strings made after February 2026, and of no older ones', () => {
    const bare = (createdAt: string) => stringOf(all, createdAt, []).split('.')[0] ?? '';
    expect(readTcf(bare('2026-02-28T00:00:00Z'), 7).statements).toHaveLength(4);
    expect(readTcf(bare('2026-03-01T00:00:00Z'), 7)).toEqual({ statements: [], unread: 'TCF_UNDISCLOSED' });
    expect(readTcf(stringOf(all, '2026-06-01T00:00:00Z', [2, 6]), 7).statements).toHaveLength(4);
  });

  it('takes a broken string for no statement, and counts it', () => {
    const version1 = 'BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA';
    for (const text of [
      'x',
      '.',
      'CO!!!',
      sample.slice(0, 20),
      `${sample}.####`,
      version1,
      'C'.repeat(9_000),
    ])
      expect(readTcf(text, 7)).toEqual({ statements: [], unread: 'TCF_MALFORMED' });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (anything) => void readTcf(anything, 7)));
    fc.assert(fc.property(fc.nat(sample.length), fc.base64String(), (at, noise) => void readTcf(sample.slice(0, at) + noise, 7))); // prettier-ignore
  });
});
