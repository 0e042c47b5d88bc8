import { OffersSeen } from './fatigue.js';
import { liveOf } from './lives.js';
import { cityWays } from './ways.js';
import { cityPlan, worldFrom } from './world.js';

const dayMs = 86_400_000;
const livesBy = (fatigue: boolean) => {
  // A small yard, in which the same cars come again.
  const world = worldFrom(cityPlan(41, { ...cityWays, fatigue }, 60));
  return Array.from({ length: 1_500 }, (_, index) => liveOf(world, index));
};

it('tires of a car offered again, of offers as such, and forgets within a fortnight', () => {
  const seen = new OffersSeen();
  for (const day of [0, 1, 2, 3, 4]) seen.show('a', day * dayMs);
  expect(seen.weariness('b', 4 * dayMs)).toBeCloseTo(5 * 0.012);
  expect(seen.weariness('a', 4 * dayMs)).toBeCloseTo(1.2 + 5 * 0.012);
  expect(seen.weariness('a', 16 * dayMs)).toBeCloseTo(1.2 + 3 * 0.012);
  expect(seen.weariness('a', 19 * dayMs)).toBe(0);
  seen.show('b', 40 * dayMs);
  expect(seen.weariness('a', 40 * dayMs)).toBeCloseTo(0.012);
});

it('lowers the clicks of offers seen often, as much as the truth says', () => {
  const clicks = (lives: ReturnType<typeof livesBy>) => {
    let [shown, clicked, expected, variance] = [0, 0, 0, 0];
    for (const { pages } of lives) {
      const times = new Map<string, number>();
      for (const page of pages)
        for (const { vehicle, clicked: isClicked, clickProbability } of page.shown) {
          const before = times.get(vehicle.vehicleId) ?? 0;
          times.set(vehicle.vehicleId, before + 1);
          if (before < 2) continue;
          shown += 1;
          clicked += Number(isClicked);
          expected += clickProbability;
          variance += clickProbability * (1 - clickProbability);
        }
    }
    return { rate: clicked / shown, surprise: Math.abs(clicked - expected) / Math.sqrt(variance) };
  };
  const [tired, fresh] = [clicks(livesBy(true)), clicks(livesBy(false))];
  expect(tired.rate).toBeLessThan(0.75 * fresh.rate);
  expect(tired.surprise).toBeLessThan(4);
  expect(fresh.surprise).toBeLessThan(4);
});
