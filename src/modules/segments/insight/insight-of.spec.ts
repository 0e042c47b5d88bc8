import { insightOf } from './insight-of.js';
import type { DimensionSum, ProfileSum } from './profile-sum.js';

type Value = NonNullable<DimensionSum['values']>[number];
const value = (name: string, inside: number, compared: number): Value => ({ value: name, inside, compared, both: inside }); // prettier-ignore
const sum = (values: DimensionSum['values'], inside = 100, compared = 1_000): ProfileSum => ({
  ...{ inside, compared, both: inside, outOf: compared },
  dimensions: [{ dimension: 'BODY_STYLE', trait: null, values }],
});
const told = (...values: Value[]) => insightOf(sum(values))[0]?.values ?? [];

describe('what an audience is known by', () => {
  it('is told with its share, the share it is held against, and whether chance could be at work', () => {
    expect(insightOf(sum([value('SUV', 60, 300), value('VAN', 30, 300)]))).toEqual([
      {
        ...{ dimension: 'BODY_STYLE', trait: null, isTooVaried: false },
        values: [
          { value: 'SUV', people: 60, share: 0.6, comparedShare: 0.3, index: 200, isBeyondChance: true },
          { value: 'VAN', people: 30, share: 0.3, comparedShare: 0.3, index: 100, isBeyondChance: false },
        ],
      },
    ]);
  });

  it('names no value that fewer than five people have, in either audience', () => {
    expect(told(value('SUV', 5, 50), value('VAN', 4, 50), value('COUPE', 2, 3))).toMatchObject([
      { value: 'SUV', people: 5 },
      { value: null, people: 6, share: 0.06, comparedShare: 0.053, isBeyondChance: false },
    ]);
    const few = { ...sum([{ value: 'SUV', inside: 50, compared: 4, both: 0 }]), both: 0 };
    expect(insightOf(few)[0]?.values).toMatchObject([{ value: null }]);
  });

  it('tells nothing of audiences of fewer than five', () => {
    expect(insightOf(sum([value('SUV', 4, 50)], 4))).toEqual([]);
    expect(insightOf(sum([value('SUV', 50, 4)], 50, 4))).toEqual([]);
  });

  it('has an index of what only the one audience knows', () => {
    const only = { ...sum([{ value: 'SUV', inside: 50, compared: 0, both: 0 }]), both: 0 };
    expect(insightOf(only)[0]?.values).toMatchObject([{ index: null, isBeyondChance: true }]);
  });

  it('tells the twenty most common, and of the others those that differ most', () => {
    const common = Array.from({ length: 20 }, (_none, n) => value(`common-${n}`, 40 - n, 400));
    const rare = Array.from({ length: 8 }, (_none, n) => value(`rare-${n}`, 15, 20 + n));
    const dull = value('dull', 10, 100);
    const names = told(...rare, dull, ...common).map((one) => one.value);
    expect(names).toEqual([...common.map((one) => one.value), ...[0, 1, 2, 3, 4].map((n) => `rare-${n}`)]);
  });

  it('says so where there are too many values to tell any', () => {
    expect(insightOf(sum(null))).toMatchObject([{ isTooVaried: true, values: [] }]);
  });
});
