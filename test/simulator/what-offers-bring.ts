// What offers truly bring in a year of the city: node dist/test/simulator/what-offers-bring.js [--seed 7] [--shoppers 20000]
import { parseArgs } from 'node:util';
import { creativeAngles } from '../../src/models/prediction/scores.js';
import { incrementalityOf, type Lift } from './incrementality.js';
import { numberFrom } from './number-from.js';
import { cityPlan, worldFrom, type World } from './world.js';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '7' }, shoppers: { type: 'string', default: '20000' } },
});
const seed = numberFrom('seed', values.seed, { least: 0, most: 2 ** 31 });
const shoppers = numberFrom('shoppers', values.shoppers, { least: 100, most: 10_000_000 });
const world = worldFrom(cityPlan(seed));

const campaigns: readonly (readonly [string, World['isWithheld']])[] = [
  ['all offers', () => true],
  ...creativeAngles.map((angle) => [angle, (_: unknown, said: string) => said === angle] as const),
  ['electric cars', ({ fuelType }) => fuelType === 'ELECTRIC'],
];
console.log(`${shoppers} shoppers of a year, with these offers and without, from the same draws`);
for (const [name, isWithheld] of campaigns) {
  const { leads, sales, creditedLeads, creditedSales } = incrementalityOf(world, shoppers, isWithheld);
  console.log(`${name}: leads ${told(leads)}, ${creditedLeads.toFixed(0)} credited by click`);
  console.log(`  sales ${told(sales)}, ${creditedSales.toFixed(0)} credited by click`);
}

/** `612 with, 560 without, 52 brought (± 7)`: twice the standard error. */
function told({ withOffers, without, brought, error }: Lift): string {
  return `${withOffers.toFixed(0)} with, ${without.toFixed(0)} without, ${brought.toFixed(1)} brought (± ${(2 * error).toFixed(1)})`;
}
