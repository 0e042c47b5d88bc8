import fc from 'fast-check';
import { Landscape, type Chance } from './landscape.js';

const chance = fc.record({
  threshold: fc.double({ min: 1e-3, max: 8, noNaN: true }),
  price: fc.double({ min: 0, max: 1e6, noNaN: true }),
  outcomes: fc.double({ min: 0, max: 1, noNaN: true }),
});

function noted(chances: readonly Chance[]): Landscape {
  const landscape = new Landscape();
  for (const each of chances) landscape.note(each);
  return landscape;
}

describe('Landscape', () => {
  it('tells what a multiplier buys as a plain count does, but for those within a bucket of it', () => {
    fc.assert(
      fc.property(
        fc.array(chance, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 1e-3, max: 8, noNaN: true }),
        (chances, multiplier) => {
          const { cost } = noted(chances).at(multiplier);
          const counted = (most: number) =>
            chances.reduce((sum, { threshold, price }) => sum + (threshold <= most ? price : 0), 0) /
            chances.length;
          expect(cost).toBeGreaterThanOrEqual(counted(multiplier) - 1e-6 * counted(multiplier));
          expect(cost).toBeLessThanOrEqual(counted(multiplier * 1.05) * (1 + 1e-6));
        },
      ),
    );
  });

  it('finds the highest multiplier that fits, and what would come next', () => {
    fc.assert(
      fc.property(
        fc.array(chance, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (chances, perChance) => {
          const landscape = noted(chances);
          const { multiplier, next } = landscape.highest(2, (cost) => cost <= perChance);
          if (next === null) {
            expect(multiplier).toBe(2);
            expect(landscape.at(2).cost).toBeLessThanOrEqual(perChance);
            return;
          }
          expect(landscape.at(multiplier).cost).toBeLessThanOrEqual(perChance);
          expect(next.above.cost).toBeGreaterThan(perChance);
          expect(landscape.at(next.multiplier)).toEqual(next.above);
        },
      ),
    );
  });

  it('counts what came for nothing', () => {
    const landscape = noted([
      { threshold: 0.1, price: 0, outcomes: 1 },
      { threshold: 0.5, price: 4, outcomes: 0 },
    ]);
    const again = new Landscape();
    again.restore(landscape.state);
    for (const each of [landscape, again])
      expect(each.highest(1, () => false).next).toMatchObject({
        below: { outcomes: 0.5 },
        above: { outcomes: 0.5 },
      });
  });

  it('lets what is old count less', () => {
    const landscape = noted([{ threshold: 0.5, price: 10, outcomes: 0 }]);
    landscape.fade(0.25);
    landscape.note({ threshold: 0.5, price: 0, outcomes: 0 }, 0.75);
    expect(landscape.chances).toBe(1);
    expect(landscape.at(1).cost).toBeCloseTo(2.5);
  });

  it('buys nothing before anything was seen, nor what no bid wins', () => {
    expect(new Landscape().at(1)).toEqual({ cost: 0, outcomes: 0 });
    expect(noted([{ threshold: 1e9, price: 5, outcomes: 1 }]).at(16)).toEqual({ cost: 0, outcomes: 0 });
  });
});
