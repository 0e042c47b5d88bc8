import fc from 'fast-check';
import { overlapOf } from './overlap.js';

describe('the overlap of audiences', () => {
  it('is told of each pair and of all', () => {
    // Ten in the first alone, five in the first two, two in all three, and the third has one of its own.
    const commons = [
      { places: 0b001, people: 10 },
      { places: 0b011, people: 5 },
      { places: 0b111, people: 2 },
      { places: 0b100, people: 1 },
    ];
    expect(overlapOf(commons, 3)).toEqual({
      sizes: [17, 7, 3],
      pairs: [
        { first: 0, second: 1, both: 7, shareOfFirst: 7 / 17, shareOfSecond: 1, jaccard: 7 / 17 },
        { first: 0, second: 2, both: 2, shareOfFirst: 2 / 17, shareOfSecond: 2 / 3, jaccard: 2 / 18 },
        { first: 1, second: 2, both: 2, shareOfFirst: 2 / 7, shareOfSecond: 2 / 3, jaccard: 2 / 8 },
      ],
      inAll: 2,
      inAny: 18,
    });
  });

  it('of nobody has no shares', () => {
    expect(overlapOf([{ places: 1, people: 4 }], 2).pairs).toEqual([
      { first: 0, second: 1, both: 0, shareOfFirst: 0, shareOfSecond: null, jaccard: 0 },
    ]);
    expect(overlapOf([], 2)).toEqual({
      sizes: [0, 0],
      pairs: [{ first: 0, second: 1, both: 0, shareOfFirst: null, shareOfSecond: null, jaccard: null }],
      inAll: 0,
      inAny: 0,
    });
  });

  it('is what sets say, whoever is where', () => {
    const crowd = fc.integer({ min: 2, max: 10 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        people: fc.array(fc.integer({ min: 1, max: 2 ** count - 1 }), { maxLength: 60 }),
      }),
    );
    fc.assert(
      fc.property(crowd, ({ count, people }) => {
        const sets = Array.from({ length: count }, (_, place) => {
          const ids = people.flatMap((places, id) => (places & (2 ** place) ? [id] : []));
          return new Set(ids);
        });
        const { sizes, pairs, inAll, inAny } = overlapOf(
          people.map((places) => ({ places, people: 1 })),
          count,
        );
        expect(sizes).toEqual(sets.map((set) => set.size));
        expect(pairs).toHaveLength((count * (count - 1)) / 2);
        for (const { first, second, both, jaccard } of pairs) {
          const [one, other] = [[...(sets[first] ?? [])], sets[second] ?? new Set()];
          expect(both).toBe(one.filter((id) => other.has(id)).length);
          const union = new Set([...one, ...other]).size;
          expect(jaccard).toBe(union === 0 ? null : both / union);
        }
        expect(inAll).toBe(people.filter((_, id) => sets.every((set) => set.has(id))).length);
        expect(inAny).toBe(people.length);
      }),
    );
  });
});
