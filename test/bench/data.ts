import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { graphql, type TestTenant } from '../support/carousel.js';

/** Makes, models and bodies to draw on; enough variety that scopes and rules divide the stock. */
export const ranges = [
  { make: 'Toyota', model: 'RAV4', bodyStyle: 'SUV', fuelType: 'HYBRID', price: 33_000 },
  { make: 'Kia', model: 'EV6', bodyStyle: 'SUV', fuelType: 'ELECTRIC', price: 42_000 },
  { make: 'Ford', model: 'Puma', bodyStyle: 'SUV', fuelType: 'PETROL', price: 23_000 },
  { make: 'BMW', model: '320d', bodyStyle: 'SEDAN', fuelType: 'DIESEL', price: 36_000 },
  { make: 'Tesla', model: 'Model 3', bodyStyle: 'SEDAN', fuelType: 'ELECTRIC', price: 40_000 },
  { make: 'Volkswagen', model: 'Golf', bodyStyle: 'HATCHBACK', fuelType: 'PETROL', price: 24_000 },
  { make: 'Toyota', model: 'Yaris', bodyStyle: 'HATCHBACK', fuelType: 'HYBRID', price: 19_000 },
  { make: 'Volvo', model: 'V60', bodyStyle: 'ESTATE', fuelType: 'PLUGIN_HYBRID', price: 45_000 },
  { make: 'Ford', model: 'Ranger', bodyStyle: 'PICKUP', fuelType: 'DIESEL', price: 38_000 },
  { make: 'Mazda', model: 'MX-5', bodyStyle: 'CONVERTIBLE', fuelType: 'PETROL', price: 28_000 },
] as const;

const angles = ['PRICE', 'FINANCE', 'TEST_DRIVE', 'LIFESTYLE', 'TECHNOLOGY'];

/** Stock number of the n-th car that `putStock` puts there. */
export function stockNumber(n: number): string {
  return `B-${n}`;
}

/** Looks at cars in Segment's format, each by one of so many shoppers at one of so many cars of `putStock`. */
export function productViews(count: number, { shoppers, cars }: { shoppers: number; cars: number }) {
  return Array.from({ length: count }, () => ({
    type: 'track',
    event: 'Product Viewed',
    messageId: randomUUID(),
    anonymousId: `a-${Math.floor(Math.random() * shoppers)}`,
    timestamp: new Date().toISOString(),
    properties: { sku: stockNumber(Math.floor(Math.random() * cars)), position: 3, list: 'search' },
    context: { page: { path: '/cars/toyota/rav4', referrer: 'https://search.example' }, locale: 'en-GB' },
  }));
}

/** Cars in stock at twenty dealers, written straight into the table: how they got there is not measured. */
export async function putStock(pool: Pool, { id }: TestTenant, count: number): Promise<void> {
  await pool.query(
    `insert into dealers (id, tenant_id, code, name, city, latitude, longitude, brands, created_at)
     select gen_random_uuid(), $1, 'D' || n, 'Dealer ' || n, 'London', 51.5 + n / 50.0, -0.1, '{}', now()
     from generate_series(1, 20) n`,
    [id],
  );
  await pool.query(
    `insert into stock_units (id, tenant_id, stock_number, dealer_id, make, model, trim, model_year, body_style,
       fuel_type, condition, price, currency, mileage_km, state, first_seen_at, updated_at, changed_xid)
     select gen_random_uuid(), $1, 'B-' || n, d.id, r.make, r.model, '', 2018 + n % 8, r.body_style, r.fuel_type,
       case when n % 8 = 7 then 'NEW' else 'USED' end, r.price * (0.6 + 0.05 * (n % 8)), 'GBP', (8 - n % 8) * 12000,
       'AVAILABLE', now(), now(), pg_current_xact_id()::text::bigint
     from generate_series(0, $2 - 1) n
     join (select row_number() over (order by code) - 1 as k, id from dealers where tenant_id = $1) d on d.k = n % 20
     join unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[])
       with ordinality r (make, model, body_style, fuel_type, price, k) on r.k = n % ${ranges.length} + 1`,
    [
      id,
      count,
      ranges.map(({ make }) => make),
      ranges.map(({ model }) => model),
      ranges.map(({ bodyStyle }) => bodyStyle),
      ranges.map(({ fuelType }) => fuelType),
      ranges.map(({ price }) => price),
    ],
  );
}

/** Asks as a marketer and parses the answer; any error ends the benchmark. */
export async function asMarketer<T>(
  url: string,
  { keys }: TestTenant,
  query: string,
  variables: object,
  answer: z.ZodType<T>,
): Promise<T> {
  const { data, errors } = await graphql(url, keys.marketer, query, variables);
  if (errors.length > 0) throw new Error(`${query.slice(0, 80)} … ${JSON.stringify(errors)}`);
  return answer.parse(data);
}

/** Makes a placement that campaigns can be shown at. */
export async function putPlacement(url: string, tenant: TestTenant, key: string): Promise<void> {
  await asMarketer(
    url,
    tenant,
    'mutation ($key: String!) { createPlacement(input: { key: $key, name: "Bench" }) { __typename } }',
    { key },
    z.unknown(),
  );
}

/** An audience; throws when the rule is refused. */
export async function putSegment(
  url: string,
  tenant: TestTenant,
  name: string,
  rule: object,
): Promise<string> {
  const { createSegment } = await asMarketer(
    url,
    tenant,
    `mutation ($input: CreateSegmentInput!) { createSegment(input: $input) {
       ... on Segment { id } ... on InvalidRule { problems { path message } } } }`,
    { input: { name, rule } },
    z.object({ createSegment: z.object({ id: z.string() }) }),
  );
  return createSegment.id;
}

/** A live campaign with so many creatives, for one make of `ranges` or all of them. */
export async function putCampaign(
  url: string,
  tenant: TestTenant,
  campaign: { name: string; placement: string; creatives: number; make?: string; segmentId?: string },
): Promise<void> {
  const creatives = Array.from({ length: campaign.creatives }, (_, n) => ({
    name: `${campaign.name} ${n}`,
    angle: angles[n % angles.length],
    headline: 'Drive the {model} this weekend',
    body: 'From {price}. Book in a minute.',
    callToAction: { label: 'Book a test drive', url: 'https://demo.example/cars/{vehicleId}' },
  }));
  const input = {
    name: campaign.name,
    placements: [campaign.placement],
    creatives,
    ...(campaign.make ? { vehicles: { make: [campaign.make] } } : {}),
    ...(campaign.segmentId ? { includeSegments: [campaign.segmentId] } : {}),
  };
  const { createCampaign } = await asMarketer(
    url,
    tenant,
    'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } ... on InvalidCampaign { problems { path message } } } }',
    { input },
    z.object({ createCampaign: z.object({ id: z.string() }) }),
  );
  await asMarketer(
    url,
    tenant,
    'mutation ($id: ID!) { launchCampaign(id: $id) { ... on Campaign { id } ... on CannotLaunch { reasons { message } } } }',
    { id: createCampaign.id },
    z.object({ launchCampaign: z.object({ id: z.string() }) }),
  );
}

/**
 * Puts so many copies of each car and of each campaign, with all that belongs to it, beside those that are there, straight into the
 * tables: five thousand campaigns by the API would take longer than what is measured of them.
 */
export async function multiply(pool: Pool, { id }: TestTenant, copies: { cars: number; campaigns: number }): Promise<void> {
  await pool.query(
    `insert into stock_units
     select (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(), 'stock_number', u.stock_number || '-' || n))).*
     from stock_units u, generate_series(1, $2) n where tenant_id = $1`,
    [id, copies.cars],
  );
  await pool.query('create table bench_copies (old uuid, new uuid)');
  await pool.query(
    'insert into bench_copies select id, gen_random_uuid() from campaigns, generate_series(1, $2) where tenant_id = $1',
    [id, copies.campaigns],
  );
  for (const [table, column, own] of copied)
    await pool.query(
      `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('${column}', c.new${own}))).*
       from ${table} t join bench_copies c on c.old = t.${column} where t.tenant_id = $1`,
      [id],
    );
  await pool.query('drop table bench_copies');
} // prettier-ignore

/** Tables of a campaign, by which column they name it, and what a copy has of its own. */
const copied = [
  ['campaigns', 'id', ''],
  ['campaign_placements', 'campaign_id', ''],
  ['campaign_audiences', 'campaign_id', ''],
  ['creatives', 'campaign_id', ", 'id', gen_random_uuid()"],
] as const;
