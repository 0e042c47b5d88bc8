import { contactKeysOf } from './contact-keys.js';

describe('what a hand is found again by', () => {
  it('is the same however an address and a number are written', () => {
    const keys = contactKeysOf({ email: ' Ann@Example.org ', phone: '+44 (20) 7946-0018' });
    expect(keys).toEqual({ email: 'ann@example.org', phone: '460018' });
    expect(contactKeysOf({ email: 'ann@example.org', phone: '020 7946 0018' })).toEqual(keys);
  });

  it('is nothing where nothing is said, or too little of it', () => {
    expect(contactKeysOf({ firstName: 'Ann' })).toEqual({ email: null, phone: null });
    expect(contactKeysOf({ email: ' ', phone: '000123' })).toEqual({ email: null, phone: null });
  });
});
