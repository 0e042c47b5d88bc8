import type { DeedCounts } from '../../../models/segment/shard-answer.js';
import { sumOfBuyers } from './buyers-sum.js';

const part = (shard: number, ...deeds: DeedCounts[]) => ({
  ...{ shard, isExact: true },
  answer: { kind: 'buyers' as const, people: 100, buyers: 10, deeds },
});
const counts = { buyers: [4, 3, 2, 1], everybody: [40, 30, 20, 10] } satisfies Partial<DeedCounts>;
const type = 'VEHICLE_VIEWED' as const;

describe('the sum of what shards counted of buyers', () => {
  it('is each deed’s own', () => {
    const alone: DeedCounts = { type, bodyStyle: null, model: null, ...counts };
    const shaped: DeedCounts = { type, bodyStyle: 'SUV', model: null, ...counts };
    expect(sumOfBuyers([part(0, alone, shaped), part(1, alone)])).toEqual({
      ...{ people: 200, buyers: 20 },
      deeds: [{ ...alone, buyers: [8, 6, 4, 2], everybody: [80, 60, 40, 20] }, shaped],
    });
  });

  it('takes models for the same however they are written', () => {
    const model = (make: string, name: string): DeedCounts => ({ type, bodyStyle: 'SUV', model: { make, name }, ...counts }); // prettier-ignore
    const { deeds } = sumOfBuyers([part(0, model('Kia', 'EV6')), part(1, model('KIA', 'ev6')), part(2, model('Kia', 'EV9'))]); // prettier-ignore
    expect(deeds.map((deed) => [deed.model?.name, deed.buyers[0]])).toEqual([['EV6', 8], ['EV9', 4]]); // prettier-ignore
  });
});
