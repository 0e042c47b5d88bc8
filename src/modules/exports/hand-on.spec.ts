import type { ConsentState } from '../../models/consent/consent-statement.js';
import { handOn, type Member } from './hand-on.js';

const told = { firstName: null, lastName: null, country: null, postalCode: null, identityIds: [] };

const mail = { kind: 'email' as const, value: 'test@example.com', identityIds: ['i-1'] };
const phone = { kind: 'phone' as const, value: '+16577770000', identityIds: ['i-1', 'i-2'] };
const member = (
  exporting: ConsentState,
  ads: ConsentState,
  addresses: Member['addresses'] = [mail, phone],
): Member => ({
  // prettier-ignore
  addresses,
  ids: [],
  told,
  consent: [
    { purpose: 'AUDIENCE_EXPORT', state: exporting },
    { purpose: 'ADS', state: ads },
  ],
});
const decide = (...members: Member[]) => handOn('GOOGLE_CUSTOMER_MATCH', members);

describe('handing on', () => {
  it('takes who allows both purposes, and says whose addresses it were', () => {
    expect(decide(member('GRANTED', 'GRANTED'))).toEqual({
      lines: [expect.stringMatching(/^[0-9a-f]{64},[0-9a-f]{64},,,,\n$/)],
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
    expect(decide({ addresses: [mail], ids: [], told, consent: [] })).toMatchObject({ lines: [], withheld: { AUDIENCE_EXPORT: 1 } }); // prettier-ignore
  });

  it('counts apart who has no address, and withholds them first', () => {
    expect(decide(member('GRANTED', 'GRANTED', []), member('DENIED', 'GRANTED', []))).toMatchObject({
      lines: [],
      exported: 0,
      unreachable: 1,
      withheld: { AUDIENCE_EXPORT: 1, ADS: 0 },
    });
  });

  it('names whose name stands in a line, too', () => {
    const named = { ...told, firstName: 'Ann', identityIds: ['i-3'] };
    const ann = { ...member('GRANTED', 'GRANTED', [mail]), told: named };
    expect(handOn('META_CUSTOM_AUDIENCE', [ann]).identityIds).toEqual(['i-1', 'i-3']);
    expect(handOn('TIKTOK_CUSTOM_AUDIENCE', [ann]).identityIds).toEqual(['i-1']);
  });

  it('takes into a file of ids who has one, with no address at all, on the same terms', () => {
    const ids = [{ kind: 'crmId' as const, value: 'C-1', identityId: 'i-4' }];
    const [willing, denying] = [member('GRANTED', 'GRANTED'), member('GRANTED', 'DENIED')];
    expect(handOn('CSV', [{ ...willing, ids }, { ...denying, ids }, willing])).toEqual({
      lines: [',C-1,\n'],
      identityIds: ['i-4'],
      exported: 1,
      withheld: { AUDIENCE_EXPORT: 0, ADS: 1 },
      unreachable: 1,
    });
  });
});
