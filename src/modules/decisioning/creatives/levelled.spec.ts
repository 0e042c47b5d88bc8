import fc from 'fast-check';
import { seededRandom } from '../chance.js';
import { Beliefs } from './beliefs.js';
import { DrawTable } from './chances.js';
import { levelled, type ToldOf } from './levelled.js';

const creatives = ['price', 'finance', 'lifestyle'];
const rows = fc.array(
  fc.record({
    creativeId: fc.constantFrom(...creatives),
    context: fc.constantFrom('home', 'search'),
    clicks: fc.integer({ min: 0, max: 200 }),
    expected: fc.double({ min: 0, max: 200, noNaN: true }),
    average: fc.double({ min: 0, max: 200, noNaN: true }),
  }),
  { maxLength: 6 },
);

describe('the level of what was foretold', () => {
  it('is the same for all creatives of a context, and leaves clicks as they are', () =>
    fc.assert(
      fc.property(rows, (told) => {
        const level = new Map<string, number>();
        const brought = levelled(told);
        expect(brought).toHaveLength(told.length);
        for (const { creativeId, context, clicks, expected } of told) {
          const its = brought.filter((one) => one.creativeId === creativeId && one.context === context && one.clicks === clicks); // prettier-ignore
          if (expected < 1e-6) continue;
          const known = level.get(context);
          const levels = its.map((one) => one.expected / expected);
          if (known === undefined) level.set(context, levels[0] ?? 0);
          else if (its.length === 1) expect(levels[0]).toBeCloseTo(known, 6);
        }
      }),
    ));

  it('is that of the model as long as nothing came, and that of the clicks once enough did', () => {
    const one = { creativeId: 'price', context: 'home', average: 40 };
    expect(levelled([{ ...one, clicks: 0, expected: 0, average: 0 }])[0]?.expected).toBe(0);
    const { expected = 0 } = levelled([{ ...one, clicks: 400, expected: 40 }])[0] ?? {};
    expect(Math.abs(expected / 400 - 1)).toBeLessThan(0.01);
  });

  it('keeps a creative in the running that was seen little, however far off the model is for all of them', () => {
    const seen: ToldOf[] = [[72, 10], [29, 6], [19, 2]].map(([shown = 0, clicks = 0], place) => {
      const expected = shown * (0.03 - 0.005 * place);
      return { creativeId: creatives[place] ?? '', context: 'home', clicks, expected, average: shown * 0.025 };
    }); // prettier-ignore
    const chanceOf = (told: readonly ToldOf[]) => {
      const beliefs = new Beliefs(creatives);
      for (const each of told) beliefs.tell(each.creativeId, each.context, each);
      const rates = [0.03, 0.025, 0.02];
      return new DrawTable(beliefs, 3, 'home', seededRandom(1)).chances(rates)[2] ?? 0;
    };
    expect(chanceOf(seen)).toBeLessThan(0.02); // clicked one time in nine, as the first is in seven
    expect(chanceOf(levelled(seen))).toBeGreaterThan(0.05);
  });
});
