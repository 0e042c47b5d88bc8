import { liveOf } from './lives.js';
import { demandAt, mostDemand, seasonalLiking } from './season.js';
import { cityWays } from './ways.js';
import { cityPlan, worldFrom } from './world.js';

const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 10));
const livesBy = (seasons: boolean) => {
  const world = worldFrom(cityPlan(31, { ...cityWays, seasons, households: false }));
  return Array.from({ length: 3_000 }, (_, index) => liveOf(world, index));
};
const inSeason = livesBy(true);
const monthOf = (at: number) => new Date(at).getUTCMonth();

it('sends as many out in a year as an even one does, and never more than the most', () => {
  const demands = months.map(demandAt);
  expect(demands.reduce((sum, demand) => sum + demand, 0) / 12).toBeCloseTo(1, 2);
  expect(Math.max(...demands)).toBe(mostDemand);
});

it('likes open cars in summer and cars for bad roads in winter', () => {
  const [january = 0, , , , , , july = 0] = months;
  expect(seasonalLiking('CONVERTIBLE', july)).toBeGreaterThan(seasonalLiking('CONVERTIBLE', january) + 1);
  expect(seasonalLiking('SUV', january)).toBeGreaterThan(seasonalLiking('SUV', july) + 0.4);
  expect(seasonalLiking('SEDAN', july)).toBe(0);
});

it('sells more in the months of new plates than before and after', () => {
  const sales = (lives: typeof inSeason) => {
    const sold = lives.flatMap(({ soldAt }) => (soldAt === null ? [] : [monthOf(soldAt)]));
    // Lives begin in January, so its sales are few: the months compared lie later.
    const of = (...wanted: number[]) => sold.filter((month) => wanted.includes(month)).length;
    return of(8, 9) / of(5, 6);
  };
  expect(sales(inSeason)).toBeGreaterThan(1.08);
});

it('lets convertibles be looked at in summer more than in winter, and only where there are seasons', () => {
  const ratio = (lives: typeof inSeason) => {
    const share = (wanted: readonly number[]) => {
      const views = lives.flatMap(({ history: { events } }) =>
        events.filter(({ type, at }) => type === 'VEHICLE_VIEWED' && wanted.includes(monthOf(at))),
      );
      return views.filter(({ vehicle }) => vehicle?.bodyStyle === 'CONVERTIBLE').length / views.length;
    };
    return share([5, 6, 7]) / share([0, 10, 11]);
  };
  expect(ratio(inSeason)).toBeGreaterThan(1.5);
  expect(Math.abs(Math.log(ratio(livesBy(false))))).toBeLessThan(Math.log(1.3));
});
