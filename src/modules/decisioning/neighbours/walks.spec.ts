import fc from 'fast-check';
import { Walks } from './walks.js';

const walksOf = (most: number, walks: readonly (readonly number[])[]) => {
  const kept = new Walks<number>(most);
  for (const walk of walks) kept.add(walk);
  return kept;
};
const items = (walks: Walks<number>, walk: readonly number[], most = 10) =>
  walks.after(walk, most).map(({ item }) => item);
const aWalk = fc.array(fc.nat(8), { maxLength: 6 });
const someWalks = fc.array(aWalk, { maxLength: 40 });

describe('those who walked alike', () => {
  it('say what comes next: what they came to after the same car first', () => {
    const others = Array.from({ length: 90 }, (_, n) => [100 + n, 300 + n]);
    const walks = walksOf(100, [...others, [1, 2, 3], [1, 2, 3], [1, 2, 4]]);
    expect(items(walks, [1, 2]).filter((item) => item > 2)).toEqual([3, 4]);
  });

  it('are listened to the more, the later the car in common was looked at', () => {
    const walks = walksOf(100, [[1, 3], [2, 4], [8, 9], [8, 9]]); // prettier-ignore
    expect(items(walks, [1, 2]).filter((item) => item > 2)).toEqual([4, 3]);
    expect(items(walks, [2, 1]).filter((item) => item > 2)).toEqual([3, 4]);
  });

  it('are forgotten for newer ones', () => {
    const walks = walksOf(2, [[1, 2], [1, 3], [1, 4]]); // prettier-ignore
    expect(walks.size).toBe(2);
    expect(items(walks, [1])).not.toContain(2);
    expect(items(walks, [1])).toEqual(expect.arrayContaining([3, 4]));
  });

  it('are nobody for a car that nobody looked at, and for no walk', () => {
    const walks = walksOf(10, [[1, 2]]);
    expect(walks.after([5], 10)).toEqual([]);
    expect(walks.after([], 10)).toEqual([]);
    expect(new Walks<number>(10).after([1], 10)).toEqual([]);
  });

  it('answer as if only the walks still kept had ever been told, however many were forgotten', () =>
    fc.assert(
      fc.property(someWalks, aWalk, fc.integer({ min: 1, max: 12 }), (told, walk, most) => {
        const leading = told.filter(({ length }) => length > 1);
        const anew = walksOf(most, leading.slice(-most));
        expect(walksOf(most, told).after(walk, 20)).toEqual(anew.after(walk, 20));
      }),
    ));

  it('say the same when asked twice, in order, only of what somebody looked at, each once', () =>
    fc.assert(
      fc.property(someWalks, aWalk, (told, walk) => {
        const walks = walksOf(100, told);
        const first = walks.after(walk, 20);
        expect(walks.after(walk, 20)).toEqual(first);
        expect(first.map(({ score }) => score)).toEqual(
          first.map(({ score }) => score).sort((a, b) => b - a),
        );
        expect(new Set(first.map(({ item }) => item)).size).toBe(first.length);
        for (const { item, score } of first) {
          expect(told.flat()).toContain(item);
          expect(score).toBeGreaterThan(0);
        }
      }),
    ));
});
