import fc from 'fast-check';
import { sizeOf, unknownBin, zeroBin } from '../counting/bins.js';
import { groupsOf } from './groups.js';

const histogram = fc.array(fc.tuple(fc.oneof(fc.integer({ min: -20, max: 60 }), fc.constant(unknownBin)), fc.integer({ min: 1, max: 200 })), { minLength: 1 }).map((all) => new Map(all)); // prettier-ignore

describe('groups of bins', () => {
  it('have every row once, in order, whatever there is', () => {
    fc.assert(
      fc.property(histogram, histogram, fc.boolean(), (before, now, areWords) => {
        const groups = groupsOf(before, now, areWords);
        expect(groups.reduce((sum, each) => sum + each.before, 0)).toBe(sizeOf(before));
        expect(groups.reduce((sum, each) => sum + each.now, 0)).toBe(sizeOf(now));
        groups.slice(1).forEach((group, place) => expect(group.from).toBeGreaterThan(groups[place]?.to ?? Infinity)); // prettier-ignore
      }),
    );
  });

  it('of measures are about ten of like size, with nought and what is not known by themselves', () => {
    const before = new Map([[zeroBin, 300], [unknownBin, 5], ...Array.from({ length: 50 }, (_, n) => [n + 1, 20] as const)]); // prettier-ignore
    const groups = groupsOf(before, new Map([[zeroBin, 1]]), false);
    expect(groups[0]).toMatchObject({ from: zeroBin, to: zeroBin, before: 300 });
    expect(groups.at(-1)).toMatchObject({ from: unknownBin, to: unknownBin, before: 5 });
    expect(groups).toHaveLength(9);
    for (const { before: rows } of groups.slice(1, -1)) expect(rows).toBeGreaterThanOrEqual(130);
  });

  it('give values that the reference never had beside nought a group of their own', () => {
    expect(groupsOf(new Map([[zeroBin, 100]]), new Map([[zeroBin, 50], [7, 50]]), false)).toEqual([{ from: 0, to: 0, before: 100, now: 50 }, { from: 7, to: 7, before: 0, now: 50 }]); // prettier-ignore
  });

  it('tell values beyond all of the reference from those at its edge', () => {
    const groups = groupsOf(new Map([[20, 1_000]]), new Map([[20, 500], [15, 250], [24, 250]]), false); // prettier-ignore
    expect(groups.map(({ before, now }) => [before, now])).toEqual([[0, 250], [1_000, 500], [0, 250]]); // prettier-ignore
  });

  it('leave each word its own', () => {
    expect(groupsOf(new Map([[0, 98], [3, 2]]), new Map([[1, 9]]), true)).toHaveLength(3); // prettier-ignore
  });
});
