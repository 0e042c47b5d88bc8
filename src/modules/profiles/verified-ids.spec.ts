import { normalId, verifiedIds } from './verified-ids.js';

describe('normalId', () => {
  it('writes one id in one way', () => {
    expect(normalId('email', ' Ann@Example.COM ')).toBe('ann@example.com');
    expect(normalId('phone', '+44 (0)20 7946 0018')).toBe('+442079460018');
    expect(normalId('ownedVin', ' wvwzzz1kzaw000001')).toBe('WVWZZZ1KZAW000001');
    expect(normalId('crmId', ' 17 ')).toBe('17');
    expect(normalId('userId', ' 17')).toBe(' 17');
  });

  it('refuses what is no id', () => {
    expect(normalId('email', 'ann')).toBeNull();
    expect(normalId('phone', '020 7946 0018')).toBeNull();
    expect(normalId('phone', `${'call me '.repeat(9)} +442079460018`)).toBeNull();
    expect(normalId('ownedVin', 'WVWZZZ1KZAWO00001')).toBeNull();
    expect(normalId('loyaltyId', '  ')).toBeNull();
  });
});

describe('verifiedIds', () => {
  it('keeps what is verified, once, people before devices', () => {
    const ids = verifiedIds([
      { kind: 'deviceId', value: 'd', isVerified: true },
      { kind: 'email', value: 'A@b.example', isVerified: true },
      { kind: 'email', value: 'a@b.example ', isVerified: true },
      { kind: 'phone', value: '+442079460018', isVerified: false },
    ]);
    expect(ids).toEqual([
      { kind: 'email', value: 'a@b.example' },
      { kind: 'deviceId', value: 'd' },
    ]);
    expect(verifiedIds([{ kind: 'email', value: 'a@b.example', isVerified: false }])).toBeUndefined();
  });
});
