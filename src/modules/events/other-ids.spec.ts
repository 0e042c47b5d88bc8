import type { Json } from '../../models/event/event-envelope.js';
import { otherIdsIn } from './other-ids.js';

describe('otherIdsIn', () => {
  it('reads ids out of traits, in any spelling, and believes an address only where the sender does', () => {
    expect(otherIdsIn({ email: 'a@b.example', crm_id: 17, plan: 'lease' }, undefined)).toEqual([
      { kind: 'email', value: 'a@b.example', isVerified: false },
      { kind: 'crmId', value: '17', isVerified: true },
    ]);
    expect(otherIdsIn({ phone: '+44 20 7946 0000', phone_verified: true }, undefined)).toEqual([
      { kind: 'phone', value: '+44 20 7946 0000', isVerified: true },
    ]);
  });

  it('reads the VIN of a car somebody owns, believes it only where the sender does, and takes no word on whose it was once', () => {
    const vin = 'WVWZZZ1KZAW000001';
    const [claimed, owned] = [false, true].map((isVerified) => ({
      kind: 'ownedVin',
      value: vin,
      isVerified,
    }));
    expect(otherIdsIn({ owned_vin: vin }, [{ id: vin, type: 'ownedVin' }])).toEqual([claimed, claimed]);
    expect(otherIdsIn({ owned_vin: vin, owned_vin_verified: true }, [{ id: vin, type: 'ownedVin', verified: true }])).toEqual([owned, owned]); // prettier-ignore
    expect(otherIdsIn({ ownedVin: vin, ownedVinVerified: true }, undefined)).toEqual([owned]);
    const former = `${vin} until 2026-01-01T00:00:00.000Z`;
    expect(otherIdsIn({ formerVin: former }, [{ id: former, type: 'former_vin' }])).toBeUndefined();
  });

  it('takes no number for an id that has lost digits on its way, as it would be somebody else’s too', () => {
    const cut = Number('6334301234567890123');
    expect(otherIdsIn({ loyaltyId: cut }, [{ id: cut, type: 'crm_id' }])).toBeUndefined();
    expect(otherIdsIn({ loyaltyId: '6334301234567890123' }, undefined)?.[0]?.value).toBe(
      '6334301234567890123',
    );
  });

  it("reads Segment's external ids, and leaves what is hashed or unknown", () => {
    const ids: Json = [
      { id: 'L-1', type: 'loyalty_id', collection: 'users', encoding: 'none' },
      { id: 'abc', type: 'email', encoding: 'sha256' },
      { id: 'a@b.example', type: 'email', verified: true },
      { id: 'x', type: 'fax' },
      'nonsense',
    ];
    expect(otherIdsIn(undefined, ids)).toEqual([
      { kind: 'loyaltyId', value: 'L-1', isVerified: true },
      { kind: 'email', value: 'a@b.example', isVerified: true },
    ]);
    expect(otherIdsIn(undefined, 'nonsense')).toBeUndefined();
  });
});
