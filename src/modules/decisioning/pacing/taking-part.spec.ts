import { holdingIn, takesPart, unheld } from './taking-part.js';

const seeds = Array.from({ length: 20_000 }, (_, n) => Math.imul(n, 2_654_435_761) >>> 0);
const shareOf = (share: number, id: string) =>
  seeds.filter((seed) => takesPart({ share }, id, seed)).length / seeds.length;

describe('a campaign that is held back', () => {
  it.each([0.01, 0.3, 0.9])('takes part in its share of the decisions: %p', (share) => {
    expect(Math.abs(shareOf(share, 'a5ae4bd0-8b7a-4f27-9f3f-5f2b74cb5c0d') - share)).toBeLessThan(0.015);
  });

  it('takes part in all, in none, and in the same again', () => {
    expect([shareOf(1, 'a'), shareOf(0, 'a')]).toEqual([1, 0]);
    const first = seeds.map((seed) => takesPart({ share: 0.5 }, 'a', seed));
    expect(seeds.map((seed) => takesPart({ share: 0.5 }, 'a', seed))).toEqual(first);
  });

  it('is drawn once in a decision, and bids as its pace says', () => {
    const held = new Map([['a', { multiplier: 0.4, share: 0.5 }]]);
    const times = seeds.map((seed) => holdingIn(held, seed)({ id: 'a' }));
    expect(times).toEqual(seeds.map((seed) => (takesPart({ share: 0.5 }, 'a', seed) ? 0.4 : null)));
    const holding = holdingIn(held, 1);
    expect([holding({ id: 'b' }), holding({ id: 'a' })]).toEqual([1, holding({ id: 'a' })]);
    expect(holdingIn(new Map(), 1)).toBe(unheld);
  });

  it('takes part apart from others', () => {
    const both = seeds.filter((seed) => takesPart({ share: 0.5 }, 'a', seed) && takesPart({ share: 0.5 }, 'b', seed)); // prettier-ignore
    expect(Math.abs(both.length / seeds.length - 0.25)).toBeLessThan(0.015);
  });
});
