import { sumOf } from './preview-sum.js';

const part = (shard: number, size: number, error: number) => ({
  shard,
  isExact: error === 0,
  answer: { kind: 'reach' as const, size, error, people: 1_000, profileIds: [`p-${shard}`] },
});

describe('the sum of what shards answered', () => {
  it('is exact when every shard is', () => {
    expect(sumOf([part(0, 10, 0), part(1, 20, 0)], 2)).toEqual({
      ...{ size: 30, margin: 0, outOf: 2_000, isExact: true, profileIds: ['p-0', 'p-1'] },
    });
  });

  it('adds errors of samples as squares', () => {
    expect(sumOf([part(0, 10, 3), part(1, 20, 4)], 2)).toMatchObject({ size: 30, margin: 5, isExact: false });
  });

  it('says of shards that are missing what the others say, and that all of their people may be off', () => {
    expect(sumOf([part(0, 10, 0)], 4)).toMatchObject({
      size: 40,
      margin: 3_000,
      outOf: 4_000,
      isExact: false,
    });
  });

  it('knows nothing before anybody answered', () => {
    expect(sumOf([], 4)).toMatchObject({ size: 0, outOf: 0, isExact: false });
  });
});
