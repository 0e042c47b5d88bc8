import fc from 'fast-check';
import type { Json, JsonObject } from '../../../models/event/event-envelope.js';
import { joinPersonal, partPersonal } from './personal-part.js';

const address = 'ann.marked@example.com';
const number = '+44 20 7946 0018';

describe('the personal part of an object', () => {
  it('is taken out by name and by content, at any depth', () => {
    const { plain, personal } = partPersonal({
      sku: 'S-1',
      Email: 'not even an address',
      phone_number: 79460018,
      list: ['search', `call ${number}`],
      page: { path: '/cars', url: 'https://demo.example/?mail=ann%40example.com', title: 'Cars' },
      customer: { name: 'Ann Marked', tier: 'gold' },
      items: [{ name: 'Golf', note: 'for Ann' }],
      position: 3,
    });
    expect(plain).toEqual({ sku: 'S-1', page: { path: '/cars', title: 'Cars' }, position: 3 });
    expect(Object.keys(personal ?? {})).toEqual(['Email', 'phone_number', 'list', 'page', 'customer', 'items']); // prettier-ignore
  });

  it.each([
    [{ sku: 'S-1', name: 'Golf', price: 20_000, list: 'search', position: 3, brand: 'VW' }],
    [{ page: { path: '/cars/toyota/rav4', referrer: 'https://search.example', title: 'RAV4' }, locale: 'en-GB' }], // prettier-ignore
    [{ order_id: '50314b8e9bcf000000000000', total: 27.5, currency: 'USD', coupon: 'hasbros', products: [{ name: 'Monopoly' }] }], // prettier-ignore
    [{ at: '2026-11-22T10:00:00+01:00', vin: 'WVWZZZ1KZAW000001', trackingToken: 'AQ-_x' }],
  ])('is nothing in %j, which stays the very same object', (object) => {
    const { plain, personal } = partPersonal(object);
    expect(personal).toBeNull();
    expect(plain).toBe(object);
  });

  it('makes the whole again, whatever is in it, and leaves no address or number in the rest', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.string().map((text) => `${text} ${address}`),
      fc.string().map((text) => `${number} ${text}`),
    );
    const name = fc.oneof(fc.string(), fc.constantFrom('email', 'contact', 'page', '__proto__', 'constructor', 'toString')); // prettier-ignore
    const { tree } = fc.letrec<{ tree: JsonObject; value: Json }>((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('tree')),
      tree: fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)), // prettier-ignore
    }));
    fc.assert(
      fc.property(tree, (object) => {
        const parted = partPersonal(object);
        expect(joinPersonal(parted)).toEqual(object);
        expect(JSON.stringify(parted.plain)).not.toMatch(/ann\.marked|7946 0018/);
      }),
    );
  });
});
