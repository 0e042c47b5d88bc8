import { sumOfReaches } from './reaches-sum.js';

const part = (shard: number, ...sizes: number[]) => ({
  ...{ shard, isExact: true },
  answer: { kind: 'reaches' as const, sizes, people: 10 },
});

describe('the sum of what shards counted of several rules', () => {
  it('is each rule’s own', () => {
    expect(sumOfReaches([part(0, 1, 5), part(1, 2, 0)], 2)).toEqual({ sizes: [3, 5], outOf: 20 });
  });

  it('is nothing where nobody answered', () => {
    expect(sumOfReaches([], 2)).toEqual({ sizes: [0, 0], outOf: 0 });
  });
});
