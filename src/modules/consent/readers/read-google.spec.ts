import fc from 'fast-check';
import { readGa4, readGoogle } from './read-google.js';
import type { Reading } from './reading.js';

const statesOf = ({ statements }: Reading) =>
  Object.fromEntries(statements.map(({ purpose, state }) => [purpose, state]));

describe('readGoogle', () => {
  it('reads the keys of consent mode in any case', () => {
    const said = {
      ad_storage: 'GRANTED',
      analytics_storage: 'Granted',
      ad_user_data: 'denied',
      ad_personalization: 'granted',
      personalization_storage: ' denied ',
      security_storage: 'granted',
    };
    expect(statesOf(readGoogle(said, 7))).toEqual({
      ANALYTICS: 'GRANTED',
      PERSONALISATION: 'DENIED',
      ADS: 'GRANTED',
      AUDIENCE_EXPORT: 'DENIED',
    });
    expect(readGoogle(said, 7).statements[0]).toMatchObject({ source: 'GOOGLE', statedAt: 7 });
  });

  it('denies on one no, and grants nothing on half of what a purpose needs', () => {
    expect(statesOf(readGoogle({ ad_storage: 'granted' }, 7))).toEqual({});
    expect(statesOf(readGoogle({ ad_storage: 'denied' }, 7))).toEqual({ ADS: 'DENIED' });
  });

  it('counts a value that is neither, and reads the rest', () => {
    const reading = readGoogle({ analytics_storage: 'yes', ad_storage: 'denied' }, 7);
    expect(statesOf(reading)).toEqual({ ADS: 'DENIED' });
    expect(reading.unread).toBe('GOOGLE_MALFORMED');
    expect(reading.statements[0]?.evidence).toBe('ad_storage=denied analytics_storage=unreadable');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.anything(), (anything) => void readGoogle(anything, 7)));
  });
});

describe('readGa4', () => {
  it("reads the Measurement Protocol's two keys", () => {
    const reading = readGa4({ ad_user_data: 'DENIED', ad_personalization: 'GRANTED' }, 7);
    expect(statesOf(reading)).toEqual({ ADS: 'GRANTED', AUDIENCE_EXPORT: 'DENIED' });
    expect(reading.statements[0]?.source).toBe('GA4');
  });

  it('says nothing where nothing was said', () => {
    expect(readGa4(undefined, 7)).toEqual({ statements: [] });
    expect(readGa4({}, 7)).toEqual({ statements: [] });
  });
});
