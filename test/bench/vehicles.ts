import type { Pool } from 'pg';
import { z } from 'zod';
import { atMost, interleaved, median, quantile, rounded, wrong, type Bench, type Findings } from './bench.js';
import type { TestTenant } from '../support/carousel.js';
import { asMarketer, putStock, ranges } from './data.js';
import { onGround, type Ground } from './ground.js';
import { asFastAs, Client, mustBeOk } from './load.js';

interface Size {
  vehicles: number;
  rounds: number;
  ms: number;
}
const full: Size = { vehicles: 100_000, rounds: 5, ms: 4_000 };
const short: Size = { vehicles: 10_000, rounds: 1, ms: 1_500 };

const query = `query ($filter: VehicleFilter, $orderBy: VehicleOrder!) {
  vehicles(first: 20, filter: $filter, orderBy: $orderBy) {
    totalCount
    edges { distanceKm node { id title price { amount currency } mileageKm dealer { name } } }
    facets {
      make { value count } model { value count } bodyStyle { value count } fuelType { value count }
      colour { value count } modelYear { value count } dealer { label count } price { from to }
    }
  }
}`;

/** What a shopper asks, and the same for PostgreSQL: `where` without and with what is asked of makes. */
interface Asked {
  readonly filter: object;
  readonly orderBy: string;
  readonly order: string;
  readonly others: string;
  readonly makes: string;
}
const asked: readonly Asked[] = [
  { filter: {}, orderBy: 'PRICE_ASC', order: 'price, id', others: 'true', makes: 'true' },
  { filter: { bodyStyle: ['SUV'], priceTo: '30000' }, orderBy: 'MILEAGE_ASC', order: 'mileage_km, id', others: `body_style = 'SUV' and price <= 30000`, makes: 'true' },
  { filter: { make: ['Toyota', 'Kia'], fuelType: ['HYBRID', 'ELECTRIC'] }, orderBy: 'PRICE_DESC', order: 'price desc, id', others: `fuel_type in ('HYBRID', 'ELECTRIC')`, makes: `make in ('Toyota', 'Kia')` },
  { filter: { text: 'golf red' }, orderBy: 'YEAR_DESC', order: 'model_year desc, id', others: `model = 'Golf' and colour = 'Red'`, makes: 'true' },
  { filter: { make: ['Ford'], colour: ['Blue'], modelYearFrom: 2020, mileageKmTo: 60_000 }, orderBy: 'NEWEST', order: 'first_seen_at desc, id', others: `colour = 'Blue' and model_year >= 2020 and mileage_km <= 60000`, makes: `make = 'Ford'` },
  // 5.9 % over 60 months is 578.59 a month of 30,000: 400 reach 20,740.06.
  { filter: { monthlyPayment: { to: '400', product: 'LOAN', termMonths: 60 } }, orderBy: 'PRICE_DESC', order: 'price desc, id', others: 'price <= 20740', makes: 'true' },
]; // prettier-ignore

const answerSchema = z.object({
  data: z.object({
    vehicles: z.object({
      totalCount: z.number(),
      edges: z.array(z.object({ node: z.object({ id: z.string() }) })),
      facets: z.object({ make: z.array(z.object({ value: z.string(), count: z.number() })) }),
    }),
  }),
});

/**
 * A shopper's search with everything there is to choose from. Beside it PostgreSQL is asked for less: the first cars, how many,
 * and how many of each make. Both have to say the same.
 */
export const vehicles: Bench = {
  name: 'vehicles',
  run: ({ smoke }) => {
    const size = smoke ? short : full;
    return onGround(
      { apis: 1, workers: 0 },
      async (pool, tenant) => {
        await putStock(pool, tenant, size.vehicles);
        await paint(pool);
      },
      (ground) => measure(ground, size),
    );
  },
};

/** Colours and trims, so that there is something to tell cars apart by. */
async function paint(pool: Pool): Promise<void> {
  await pool.query(
    `update stock_units set colour = (array['Red', 'Blue', 'Black', 'White', 'Silver', 'Green'])[1 + hashtext(stock_number) & 7],
       trim = 'Edition ' || (hashtext(id::text) & 63), first_seen_at = first_seen_at - make_interval(days => hashtext(stock_number || 'x') & 127)`,
  );
  await pool.query('vacuum analyze stock_units');
}

async function measure({ carousel, pool, tenant }: Ground, size: Size): Promise<Findings> {
  await putRates(carousel.url, tenant);
  const client = new Client(carousel.url, { authorization: `Bearer ${tenant.keys.storefront}` }, 8);
  const ask = async ({ filter, orderBy }: Asked) =>
    mustBeOk(await client.post('/graphql', JSON.stringify({ query, variables: { filter, orderBy } })));
  const search = (each: Asked) => searchInSql(pool, tenant.id, each);
  try {
    let differences = 0;
    for (const each of asked) {
      const { vehicles: ours } = answerSchema.parse(JSON.parse((await ask(each)).body)).data;
      const theirs = await search(each);
      const makes = new Map(ours.facets.make.map(({ value, count }) => [value, count]));
      if (ours.totalCount !== theirs.total) differences++;
      if (ours.edges.map(({ node }) => node.id).join() !== theirs.ids.join()) differences++;
      if (makes.size !== theirs.makes.size || [...theirs.makes].some(([make, count]) => makes.get(make) !== count)) differences++; // prettier-ignore
    }
    let [n, m] = [0, 0];
    const next = (at: number): Asked => asked[at % asked.length] ?? { filter: {}, orderBy: 'PRICE_ASC', order: 'id', others: 'true', makes: 'true' }; // prettier-ignore
    await asFastAs(1, size.ms / 2, () => ask(next(n++)));
    const [ours = [], theirs = []] = await interleaved(size.rounds, [
      () => asFastAs(1, size.ms, () => ask(next(n++))),
      () => asFastAs(1, size.ms, () => search(next(m++))),
    ]);
    const row = (what: string, loads: typeof ours) => ({ what, perSecond: rounded(median(loads.map((load) => load.perSecond))), p50Ms: rounded(median(loads.map((load) => load.p50Ms))), p99Ms: rounded(median(loads.map((load) => load.p99Ms))) }); // prettier-ignore
    const p99 = quantile(ours.map((load) => load.p99Ms), 0.5); // prettier-ignore
    return {
      about: [
        `${asked.length} searches in turns over ${size.vehicles} cars, 20 of them with 8 facets; one caller, ${size.rounds} round(s) of ${size.ms / 1000} s in turns with PostgreSQL, which is asked for the cars, the total and one facet.`,
      ],
      table: [row('vehicles with facets', ours), row('PostgreSQL: three statements', theirs)],
      figures: [atMost('p99', p99, 'ms', 50), wrong('differences_from_sql', differences, 'answers')],
    };
  } finally {
    client.close();
  }
}

/** One rate for every car there is, a row for each model. */
async function putRates(url: string, tenant: TestTenant): Promise<void> {
  const rows = ranges.map(({ make, model }) => `${make},${model},LOAN,60,5.9`);
  const input = { name: 'Bench', jurisdiction: 'UK', currency: 'GBP', csv: ['make,model,product,termMonths,annualPercent', ...rows].join('\n') }; // prettier-ignore
  const publishing = 'mutation ($input: ImportFinanceTableInput!) { importFinanceTable(input: $input) { __typename } }'; // prettier-ignore
  const made = z.object({ importFinanceTable: z.object({ __typename: z.literal('FinanceTable') }) });
  await asMarketer(url, tenant, publishing, { input }, made);
}

/** The same by PostgreSQL. */
async function searchInSql(
  pool: Pool,
  tenantId: string,
  { order, others, makes }: Asked,
): Promise<{ ids: string[]; total: number; makes: Map<string, number> }> {
  const from = `from stock_units where tenant_id = $1 and state = 'AVAILABLE' and ${others}`;
  const [first, total, facet] = await Promise.all([
    pool.query<{ id: string }>(`select id, model, price, mileage_km, dealer_id ${from} and ${makes} order by ${order} limit 20`, [tenantId]), // prettier-ignore
    pool.query<{ count: number }>(`select count(*)::int as count ${from} and ${makes}`, [tenantId]),
    pool.query<{ make: string; count: number }>(`select make, count(*)::int as count ${from} group by make`, [
      tenantId,
    ]),
  ]);
  return {
    ids: first.rows.map(({ id }) => id),
    total: total.rows[0]?.count ?? 0,
    makes: new Map(facet.rows.map(({ make, count }) => [make, count])),
  };
}
