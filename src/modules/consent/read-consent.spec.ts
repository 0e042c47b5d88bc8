import { firstPolicy, type ConsentPolicy } from '../../models/consent/consent-policy.js';
import type { ConsentSignals } from '../../models/consent/consent-signals.js';
import { readConsent } from './read-consent.js';

const policy: ConsentPolicy = {
  ...firstPolicy,
  version: '2026-03',
  categories: { marketing: ['ADS', 'AUDIENCE_EXPORT'], statistics: ['ANALYTICS'] },
};
const read = (signals: ConsentSignals) => readConsent(signals, policy, 7);
const statesOf = (signals: ConsentSignals) =>
  Object.fromEntries(read(signals).statements.map(({ purpose, state }) => [purpose, state]));

describe('readConsent', () => {
  it('hears every sign of one event, and of two that contradict each other the denial', () => {
    const context = {
      categoryPreferences: { marketing: true, statistics: true },
      analytics_storage: 'denied',
    };
    expect(statesOf({ context })).toEqual({
      ANALYTICS: 'DENIED',
      ADS: 'GRANTED',
      AUDIENCE_EXPORT: 'GRANTED',
    });
    expect(statesOf({ context, gpc: true })).toEqual({
      ANALYTICS: 'DENIED',
      ADS: 'DENIED',
      AUDIENCE_EXPORT: 'DENIED',
    });
  });

  it('hears GPC that a server passes on in the body', () => {
    expect(statesOf({ context: { gpc: true } })).toEqual({ ADS: 'DENIED', AUDIENCE_EXPORT: 'DENIED' });
  });

  it('stamps statements with the policy in force, unless they name their own', () => {
    const own = { purpose: 'ADS', state: 'GRANTED', source: 'API', statedAt: 7 } as const;
    expect(read({ statements: [own] }).statements[0]?.policyVersion).toBe('2026-03');
    expect(read({ statements: [{ ...own, policyVersion: '1' }] }).statements[0]?.policyVersion).toBe('1');
  });

  it('reads what can be read beside what cannot', () => {
    const { statements, unread } = read({ context: { tcString: 'broken', analytics_storage: 'granted' } });
    expect(statements).toMatchObject([{ purpose: 'ANALYTICS', state: 'GRANTED', source: 'GOOGLE' }]);
    expect(unread).toEqual(['TCF_MALFORMED']);
  });

  it.each([undefined, null, 'yes', 7, []])('hears nothing in %p', (context) => {
    expect(read({ context })).toEqual({ statements: [], unread: [] });
  });
});
