import type { DimensionCounts } from '../../../models/segment/shard-answer.js';
import { sumOfProfile } from './profile-sum.js';

const sizes: [number, number, number] = [3, 10, 3];
const part = (shard: number, ...dimensions: DimensionCounts[]) => ({
  ...{ shard, isExact: true },
  answer: {
    kind: 'profile' as const,
    people: 10,
    counts: sizes,
    dimensions,
  },
});
const models = (...values: [string, number, number, number][]): DimensionCounts => ({ dimension: 'MODEL', trait: null, values }); // prettier-ignore
const trait = (name: string, values: DimensionCounts['values']): DimensionCounts => ({ dimension: 'ATTRIBUTE', trait: name, values }); // prettier-ignore

describe('the sum of what shards counted of two audiences', () => {
  it('is each value’s own, trait by trait', () => {
    const sum = sumOfProfile([
      part(0, trait('plan', [['gold', 1, 2, 1]]), trait('car', [['gold', 9, 9, 9]])),
      part(1, trait('plan', [['gold', 2, 2, 2], ['Gold', 1, 1, 1]])),
    ]); // prettier-ignore
    expect(sum).toEqual({
      ...{ inside: 6, compared: 20, both: 6, outOf: 20 },
      dimensions: [
        {
          ...{ dimension: 'ATTRIBUTE', trait: 'plan' },
          values: [
            { value: 'gold', inside: 3, compared: 4, both: 3 },
            { value: 'Gold', inside: 1, compared: 1, both: 1 },
          ],
        },
        {
          dimension: 'ATTRIBUTE',
          trait: 'car',
          values: [{ value: 'gold', inside: 9, compared: 9, both: 9 }],
        },
      ],
    });
  });

  it('takes models for the same however they are written', () => {
    const sum = sumOfProfile([part(0, models(['Kia EV6', 1, 1, 1])), part(1, models(['KIA ev6', 2, 3, 2]))]);
    expect(sum.dimensions[0]?.values).toEqual([{ value: 'Kia EV6', inside: 3, compared: 4, both: 3 }]);
  });

  it('tells nothing of what one shard could not tell apart', () => {
    for (const order of [[0, 1], [1, 0]]) {
      const said = [trait('id', null), trait('id', [['x', 1, 1, 1]])];
      expect(sumOfProfile(order.flatMap((n) => (said[n] ? [part(n, said[n])] : []))).dimensions).toEqual([
        { dimension: 'ATTRIBUTE', trait: 'id', values: null },
      ]);
    } // prettier-ignore
  });
});
