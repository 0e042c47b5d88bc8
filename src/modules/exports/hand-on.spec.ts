import type { ConsentState } from '../../models/consent/consent-statement.js';
import { handOn, type Member } from './hand-on.js';

const mail = { kind: 'email' as const, value: 'test@example.com', identityIds: ['i-1'] };
const phone = { kind: 'phone' as const, value: '+16577770000', identityIds: ['i-1', 'i-2'] };
const member = (
  exporting: ConsentState,
  ads: ConsentState,
  addresses: Member['addresses'] = [mail, phone],
): Member => ({
  // prettier-ignore
  addresses,
  consent: [
    { purpose: 'AUDIENCE_EXPORT', state: exporting },
    { purpose: 'ADS', state: ads },
  ],
});
const decide = (...members: Member[]) => handOn('GOOGLE_CUSTOMER_MATCH', members);

describe('handing on', () => {
  it('takes who allows both purposes, and says whose addresses it were', () => {
    expect(decide(member('GRANTED', 'GRANTED'))).toEqual({
      lines: [expect.stringMatching(/^[0-9a-f]{64},[0-9a-f]{64}\n$/)],
      identityIds: ['i-1', 'i-2'],
      exported: 1,
      withheld: { AUDIENCE_EXPORT: 0, ADS: 0 },
      unreachable: 0,
    });
  });

  it.each([
    ['DENIED', 'GRANTED', { AUDIENCE_EXPORT: 1, ADS: 0 }],
    ['GRANTED', 'DENIED', { AUDIENCE_EXPORT: 0, ADS: 1 }],
    ['DENIED', 'DENIED', { AUDIENCE_EXPORT: 1, ADS: 0 }],
  ] as const)('withholds who says %s to export and %s to ads, counted once', (exporting, ads, withheld) => {
    expect(decide(member(exporting, ads))).toEqual({ lines: [], identityIds: [], exported: 0, withheld, unreachable: 0 }); // prettier-ignore
  });

  it('withholds of whom nothing is known', () => {
    expect(decide({ addresses: [mail], consent: [] })).toMatchObject({ lines: [], withheld: { AUDIENCE_EXPORT: 1 } }); // prettier-ignore
  });

  it('counts apart who has no address, and withholds them first', () => {
    expect(decide(member('GRANTED', 'GRANTED', []), member('DENIED', 'GRANTED', []))).toMatchObject({
      lines: [],
      exported: 0,
      unreachable: 1,
      withheld: { AUDIENCE_EXPORT: 1, ADS: 0 },
    });
  });
});
