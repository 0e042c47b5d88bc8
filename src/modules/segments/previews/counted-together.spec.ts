import { countedTogether } from './counted-together.js';

const preview = (size: number, ...profileIds: string[]) => ({
  ...{ id: 'a', rule: { trait: { name: 'vip', exists: true } }, margin: 2, outOf: 9, isExact: true },
  ...{ size, profileIds },
});
const part = (shard: number, ...sizes: number[]) => ({
  ...{ shard, isExact: true },
  answer: { kind: 'reaches' as const, sizes, people: 10 },
});

describe('a preview that was counted together with others', () => {
  it('has the size of the one walk, and names no more people than that', () => {
    const together = { parts: [part(0, 1, 2), part(1, 0, 3)], shards: 2 };
    const exact = { margin: 0, outOf: 20, isExact: true };
    expect(countedTogether(preview(2, 'ann', 'bob'), together, 0)).toMatchObject({ ...exact, size: 1, profileIds: ['ann'] }); // prettier-ignore
    expect(countedTogether(preview(4, 'eve'), together, 1)).toMatchObject({ ...exact, size: 5, profileIds: ['eve'] }); // prettier-ignore
  });

  it('stays an estimate where the walk was not done in time', () => {
    const together = { parts: [part(0, 1, 2)], shards: 2 };
    expect(countedTogether(preview(2, 'ann'), together, 0)).toEqual({ ...preview(2, 'ann'), isExact: false });
  });
});
