import fc from 'fast-check';
import { consentRegimes } from '../../models/consent/consent-policy.js';
import {
  consentSources,
  consentStates,
  type ConsentStatement,
} from '../../models/consent/consent-statement.js';
import { purposes, type Purpose } from '../../models/consent/purpose.js';
import { decide } from './decide.js';

const statement = (fields: Partial<ConsentStatement>): ConsentStatement => ({
  purpose: 'ADS',
  state: 'GRANTED',
  source: 'API',
  statedAt: 1,
  ...fields,
});
const stateOf = (purpose: Purpose, ...said: ConsentStatement[]) =>
  decide(said, 'OPT_OUT').find((one) => one.purpose === purpose)?.state;

describe('decide', () => {
  it('lets the newest statement hold, whoever of the person made it', () => {
    const denied = statement({ state: 'DENIED', statedAt: 2 });
    expect(stateOf('ADS', denied, statement({ statedAt: 3 }))).toBe('GRANTED');
    expect(stateOf('ADS', denied, statement({ statedAt: 1 }))).toBe('DENIED');
  });

  it('takes a tie for a denial', () => {
    expect(stateOf('ADS', statement({ statedAt: 2 }), statement({ statedAt: 2, state: 'DENIED' }))).toBe(
      'DENIED',
    );
  });

  it('takes silence for what the regime says', () => {
    const granted = (regime: (typeof consentRegimes)[number]) =>
      decide([], regime).filter(({ state }) => state === 'GRANTED').map(({ purpose }) => purpose); // prettier-ignore
    expect(granted('OPT_OUT')).toEqual(['ANALYTICS', 'PERSONALISATION', 'ADS', 'AUDIENCE_EXPORT']);
    expect(granted('OPT_IN')).toEqual([]);
    expect(stateOf('IN_CAR')).toBe('DENIED');
  });

  it('tells who spoke and when, and that nobody did', () => {
    const said = statement({ purpose: 'ANALYTICS', policyVersion: '3' });
    const [analytics, personalisation] = decide([said], 'OPT_IN');
    expect(analytics).toMatchObject({ state: 'GRANTED', statedAt: 1, source: 'API', policyVersion: '3' });
    expect(personalisation).toMatchObject({ state: 'DENIED', statedAt: null, source: null });
  });

  it('does not care in which order statements arrive, or how often', () => {
    const any = fc.record({
      purpose: fc.constantFrom(...purposes),
      state: fc.constantFrom(...consentStates),
      source: fc.constantFrom(...consentSources),
      statedAt: fc.nat(5),
      policyVersion: fc.constantFrom('1', '2', undefined),
    });
    const reordered = fc
      .array(any)
      .chain((said) => fc.tuple(fc.constant(said), fc.shuffledSubarray(said, { minLength: said.length })));
    fc.assert(
      fc.property(reordered, fc.constantFrom(...consentRegimes), ([said, shuffled], regime) => {
        expect(decide([...shuffled, ...said.slice(0, 3)], regime)).toEqual(decide(said, regime));
      }),
    );
  });
});
