import type { Traits } from '../../../models/profile/profile-history.js';
import { usualTraits } from './usual-traits.js';

const people = (count: number, traits: (n: number) => Traits) =>
  Array.from({ length: count }, (_none, n) => traits(n));

describe('the traits worth looking at', () => {
  it('are those that most people have, the most common first, with few values', () => {
    const told = people(100, (n) => ({
      plan: n % 2 === 0 ? 'gold' : 'silver',
      ...(n < 40 ? { age: 20 + n } : {}),
      ...(n < 9 ? { rare: n % 2 === 0 } : {}),
      email: `u-${n}@example.com`,
      same: 'for all',
      nothing: null,
      city: n % 2 === 0 ? 'Leeds' : 'York',
    }));
    expect(usualTraits(told, 100)).toEqual(['plan', 'age']);
  });

  it('are at most five', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const told = people(20, (n) => Object.fromEntries(names.map((name) => [name, n % 2 === 0])));
    expect(usualTraits(told, 20)).toEqual(names.slice(0, 5));
  });

  it('are none of people each of whom is different', () => {
    expect(
      usualTraits(
        people(8, (n) => ({ phone: `0${n}` })),
        8,
      ),
    ).toEqual([]);
    expect(usualTraits([], 0)).toEqual([]);
  });
});
