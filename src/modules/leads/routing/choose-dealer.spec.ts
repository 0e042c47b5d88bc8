import fc from 'fast-check';
import { chooseDealer, type DealerAtHand, type RoutingWish } from './choose-dealer.js';

const now = Date.UTC(2026, 10, 27);
const bath = { latitude: 51.38, longitude: -2.36 };
const wish: RoutingWish = {
  place: bath,
  make: 'Toyota',
  model: 'RAV4',
  carDealerId: null,
  askedDealerId: null,
  isNewCar: true,
};
const dealer = (id: string, more: Partial<DealerAtHand> = {}): DealerAtHand =>
  ({ id, name: id, ...bath, brands: [], leadsPerDay: null, taken: 0, servedAt: null, inStock: 0, ...more }); // prettier-ignore
const choose = (change: Partial<RoutingWish>, dealers: readonly DealerAtHand[], hadIt: string[] = []) =>
  chooseDealer({ ...wish, ...change }, dealers, new Set(hadIt));
const codes = (choice: ReturnType<typeof choose>) => choice.reasons.map(({ code }) => code);

describe('chooseDealer', () => {
  const far = { latitude: 53.8, longitude: -1.55 };

  it('gives a lead to where the car stands, if they can take it on', () => {
    const dealers = [dealer('near', { inStock: 9 }), dealer('home', { ...far, brands: ['Honda'] })];
    expect(choose({ carDealerId: 'home', isNewCar: false }, dealers).dealerId).toBe('home');
    // A new car of a make they do not sell is a mistake of the feed: they could not order it.
    const other = choose({ carDealerId: 'home' }, dealers);
    expect([other.dealerId, codes(other)]).toEqual(['near', ['OTHER_MAKES', 'HAS_THE_MODEL', 'NEAR']]);
  });

  it('gives a lead to whom it came for by name, whatever they sell and have, until they had it', () => {
    const dealers = [
      dealer('home'),
      dealer('asked', { ...far, brands: ['Honda'], leadsPerDay: 1, taken: 1 }),
    ];
    const wanted = { carDealerId: 'home', askedDealerId: 'asked' };
    expect([choose(wanted, dealers).dealerId, codes(choose(wanted, dealers))]).toEqual(['asked', ['ASKED_FOR']]); // prettier-ignore
    expect(choose(wanted, dealers, ['asked']).dealerId).toBe('home');
    expect(choose({ ...wanted, askedDealerId: 'another tenant’s' }, dealers).dealerId).toBe('home');
  });

  it('passes over who is full, sells other makes or had it before', () => {
    const dealers = [
      dealer('full', { leadsPerDay: 2, taken: 2 }),
      dealer('honda', { brands: ['Honda'] }),
      dealer('had'),
      dealer('left', { ...far, brands: ['toyota'] }),
    ];
    expect(choose({}, dealers, ['had']).dealerId).toBe('left');
    const none = choose({}, dealers, ['had', 'left', 'full']);
    expect(none.dealerId).toBeNull();
    expect(codes(none)).toEqual(['HAD_IT_BEFORE', 'OTHER_MAKES', 'HAD_IT_BEFORE', 'HAD_IT_BEFORE', 'NOBODY_CAN']); // prettier-ignore
  });

  it("gives a lead to who is full where nobody who could take it has room: it is never nobody's for that", () => {
    const full = { leadsPerDay: 2, taken: 2 };
    const dealers = [
      dealer('home', { ...full, ...far }),
      dealer('near', full),
      dealer('honda', { brands: ['Honda'] }),
    ];
    const choice = choose({ carDealerId: 'home' }, dealers);
    expect([choice.dealerId, codes(choice)]).toEqual(['home', ['NOBODY_HAS_ROOM', 'HAS_THE_CAR']]);
    expect(choose({}, dealers).dealerId).toBe('near');
    expect(choose({ carDealerId: 'home' }, [...dealers, dealer('free', far)]).dealerId).toBe('free');
  });

  it('prefers who has the model, then who is nearer, then whose turn it is', () => {
    const served = { servedAt: now - 1_000 };
    expect(choose({}, [dealer('near'), dealer('stocked', { ...far, inStock: 1 })]).dealerId).toBe('stocked');
    expect(choose({}, [dealer('far', far), dealer('near', served)]).dealerId).toBe('near');
    expect(choose({}, [dealer('a', served), dealer('b', { servedAt: now - 2_000 })]).dealerId).toBe('b');
    expect(choose({}, [dealer('a', { ...served, leadsPerDay: 90 }), dealer('b', { servedAt: now - 2_000 })]).dealerId).toBe('a'); // prettier-ignore
  });

  it('gives to nobody what says neither car nor place, but where there is one dealer only', () => {
    const vague = { place: null, make: null, model: null };
    expect(codes(choose(vague, [dealer('a'), dealer('b')]))).toEqual(['NOTHING_TO_GO_BY']);
    expect(choose(vague, [dealer('a')])).toMatchObject({ dealerId: 'a', reasons: [{ code: 'ONLY_DEALER' }] });
    expect(choose(vague, []).dealerId).toBeNull();
  });

  const anyDealer = fc.record({
    id: fc.uuid(),
    place: fc.option(fc.record({ latitude: fc.double({ min: 50, max: 56, noNaN: true }), longitude: fc.double({ min: -4, max: 1, noNaN: true }) })), // prettier-ignore
    brands: fc.subarray(['Toyota', 'Honda', 'Kia']),
    leadsPerDay: fc.option(fc.integer({ min: 0, max: 5 })),
    taken: fc.integer({ min: 0, max: 6 }),
    servedAt: fc.option(fc.integer({ min: 0, max: now })),
    inStock: fc.integer({ min: 0, max: 3 }),
  }).map(({ place, ...rest }): DealerAtHand => ({ name: 'x', ...rest, latitude: place?.latitude ?? null, longitude: place?.longitude ?? null })); // prettier-ignore

  it('answers the same in whatever order it is told of dealers, and never who cannot', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyDealer, { selector: ({ id }) => id, maxLength: 8 }), (dealers) => {
        const chosen = choose({}, dealers).dealerId;
        expect(choose({}, dealers.toReversed()).dealerId).toBe(chosen);
        const sell = dealers.filter(({ brands }) => brands.length === 0 || brands.includes('Toyota'));
        const free = sell.filter(({ leadsPerDay, taken }) => (leadsPerDay ?? Infinity) > taken);
        const able = free.length > 0 ? free : sell;
        expect(able.map(({ id }) => id).includes(chosen ?? '')).toBe(able.length > 0);
      }),
    );
  });

  it('serves dealers that are alike in turn, twice as often who takes on twice as many', () => {
    let dealers = [dealer('a', { leadsPerDay: 1_000 }), dealer('b', { leadsPerDay: 2_000 })];
    const given: Record<string, number> = { a: 0, b: 0 };
    for (let n = 1; n <= 300; n++) {
      const at = now + n * 60_000;
      const { dealerId } = chooseDealer(wish, dealers, new Set());
      dealers = dealers.map((each) =>
        each.id === dealerId ? { ...each, servedAt: at, taken: each.taken + 1 } : each,
      );
      given[dealerId ?? ''] = (given[dealerId ?? ''] ?? 0) + 1;
    }
    expect(given).toEqual({ a: 100, b: 200 });
  });
});
