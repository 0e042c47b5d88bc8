import { incrementalityOf } from './incrementality.js';
import { liveOf } from './lives.js';
import { cityPlan, worldFrom, worldOf } from './world.js';

const world = worldFrom(cityPlan(23));
const isElectric = ({ fuelType }: { fuelType: string }) => fuelType === 'ELECTRIC';

it('finds nothing brought by offers that were never withheld, to the last draw', () => {
  const { leads, sales } = incrementalityOf(world, 400, () => false);
  expect(leads).toMatchObject({ brought: 0, error: 0 });
  expect(sales).toMatchObject({ brought: 0, error: 0 });
});

it('plays the same life without an offer, up to what the offer did', () => {
  const bare = { ...world, isWithheld: isElectric };
  const untouched = Array.from(
    { length: 300 },
    (_, index) => [liveOf(world, index), liveOf(bare, index)] as const,
  )
    .filter(([{ pages }]) => !pages.some(({ shown }) => shown.some(({ clicked }) => clicked)))
    .filter(([, { pages }]) => !pages.some(({ shown }) => shown.some(({ clicked }) => clicked)));
  expect(untouched.length).toBeGreaterThan(50);
  for (const [one, other] of untouched) {
    const deeds = (life: typeof one) => life.history.events.filter(({ type }) => type !== 'OFFER_VIEWED').map(({ type, at }) => [type, at]); // prettier-ignore
    expect(deeds(other)).toEqual(deeds(one));
  }
});

it('says that offers bring leads, beyond chance, and fewer than clicks are credited with', () => {
  const { leads, sales, creditedLeads, creditedSales } = incrementalityOf(world, 2_000, () => true);
  expect(leads.brought).toBeGreaterThan(3 * leads.error);
  expect(creditedLeads).toBeGreaterThan(leads.brought);
  expect(creditedSales).toBeGreaterThan(sales.brought + 3 * sales.error);
  // The same people: far surer than a comparison of those who see offers with as many others who see none.
  expect(leads.error).toBeLessThan(0.8 * Math.sqrt(leads.withOffers + leads.without));
});

it('refuses a world in which leaving an offer out moves every draw after it', () => {
  expect(() => incrementalityOf(worldOf(23), 10, () => true)).toThrow('`ways.apart`');
});
