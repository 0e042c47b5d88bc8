import { idsNamedIn } from './ids-named-in.js';

const named = (payload: unknown) => idsNamedIn({ payload }).map(({ kind, value }) => `${kind}:${value}`);

describe('idsNamedIn', () => {
  it('finds ids under the names senders give them, at any depth and however written', () => {
    const event = {
      userId: 'u-1',
      anonymous_id: 17,
      traits: { email: 'Ann@example.com', 'CRM ID': 'c-1' },
      context: { externalIds: [{ id: 'L-17', type: 'loyalty_id' }] },
    };
    expect(named(event)).toEqual(['userId:u-1', 'anonymousId:17', 'email:Ann@example.com', 'crmId:c-1', 'loyaltyId:L-17']); // prettier-ignore
    expect(named([{ batch: [event] }])).toEqual(named(event));
  });

  it('knows what GA4 calls a browser, and that the earlier id of an alias may be either', () => {
    expect(named({ client_id: '1.2', app_instance_id: 'i' })).toEqual(['anonymousId:1.2', 'anonymousId:i']);
    expect(named({ previousId: 'p' })).toEqual(['anonymousId:p', 'userId:p']);
  });

  it('finds the VIN that a car reports itself under', () => {
    expect(named({ event: 'In-Car Mileage', properties: { vin: 'WVWZZZ1KZAW000001' } })).toEqual(['ownedVin:WVWZZZ1KZAW000001']); // prettier-ignore
  });

  it('finds them in text that broke off', () => {
    expect(named('{"type":"track", "userId" : "u-1","phone":44')).toEqual(['userId:u-1', 'phone:44']);
  });

  it('finds what was understood, though the payload does not say it', () => {
    const reported = { messageId: 'm', name: 'n', occurredAt: 0, anonymousId: 'a-1', otherIds: [{ kind: 'email' as const, value: 'a@b.c', isVerified: false }] }; // prettier-ignore
    expect(idsNamedIn({ payload: { params: {} }, reported })).toEqual([
      { kind: 'anonymousId', value: 'a-1' },
      { kind: 'email', value: 'a@b.c' },
    ]);
  });

  it('makes nothing of what says nothing', () => {
    for (const payload of [
      undefined,
      null,
      7,
      'text',
      [],
      [1, 'u-1'],
      { event: 'userId', userId: null, messageId: 'm' },
    ])
      // prettier-ignore
      expect(named(payload)).toEqual([]);
  });
});
