import { addressesIn, givenIdsIn, type AddressedIdentity } from './addresses-in.js';
import { stated } from './merge-traits.js';

const user = (fields: Partial<AddressedIdentity> = {}): AddressedIdentity => ({
  id: 'user',
  kind: 'userId',
  value: null,
  told: null,
  ...fields,
});
const phone = '+447700900123';

describe('the addresses of a person', () => {
  it('are those that are verified, all of them', () => {
    const told = stated({ email: 'told@example.com' }, 1);
    const mail = (id: string): AddressedIdentity => user({ id, kind: 'email', value: `${id}@example.com` });
    expect(addressesIn([user({ told }), mail('a'), mail('b')])).toEqual([
      { kind: 'email', value: 'a@example.com', identityIds: ['a'] },
      { kind: 'email', value: 'b@example.com', identityIds: ['b'] },
    ]);
  });

  it('are, where of a kind none is verified, what was told last, with whoever said so', () => {
    const before = user({ id: 'before', told: stated({ email: 'old@example.com', phone }, 1) });
    const after = user({ id: 'after', told: stated({ email: ' Ann@Example.com ' }, 2) });
    const device = user({ id: 'device', kind: 'anonymousId', told: stated({ email: ' Ann@Example.com ' }, 1) }); // prettier-ignore
    expect(addressesIn([before, after, device])).toEqual([
      { kind: 'email', value: 'ann@example.com', identityIds: ['after', 'device'] },
      { kind: 'phone', value: phone, identityIds: ['before'] },
    ]);
  });

  it('may be told as a list, and are each taken once', () => {
    const told = stated({ phone: [phone, '+44 7700 900123', '+1 657 777 0000'] }, 1);
    expect(addressesIn([user({ told })]).map(({ value }) => value)).toEqual([phone, '+16577770000']);
  });

  it.each([['no address'], ['07700 900123'], [''], [null], [447700900123], [true]])(
    'are none where %p was told',
    (said) => {
      expect(addressesIn([user({ told: stated({ email: said, phone: said }, 1) })])).toEqual([]);
    },
  );

  it('are none once they were taken back', () => {
    const told = stated({ email: 'a@example.com' }, 1);
    expect(addressesIn([user({ told }), user({ told: stated({ email: null }, 2) })])).toEqual([]);
  });

  it('are not the ids that the tenant gave, which are told apart', () => {
    const ann = user({ id: 'user', value: 'ann' });
    const crm = user({ id: 'crm', kind: 'crmId', value: 'C-1' });
    const device = user({ id: 'device', kind: 'anonymousId' });
    expect(addressesIn([ann, crm, device])).toEqual([]);
    expect(givenIdsIn([crm, device, ann])).toEqual([
      { kind: 'userId', value: 'ann', identityId: 'user' },
      { kind: 'crmId', value: 'C-1', identityId: 'crm' },
    ]);
  });
});
