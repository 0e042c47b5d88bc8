import { z } from 'zod';
import { StockBatchRepository } from '../../src/modules/vehicles/stock-batch.repository.js';
import { digested } from '../../src/modules/vehicles/stock.js';
import { stockUnit } from '../factories/stock.js';
import { createTestTenant, eventually, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { FinanceQuotesRepository } from '../../src/modules/finance/quotes/finance-quotes.repository.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const csv = `make,model,trim,product,termMonths,annualMileage,mileageUnit,creditTier,moneyFactor,annualPercent,residualPercent,acquisitionFee
Toyota,RAV4,,LEASE,36,12000,MI,,0.00245,,60,0
Toyota,RAV4,,LEASE,36,12000,MI,A,0.0015,,62,0
Toyota,RAV4,,LOAN,60,,,,,5.9,,0
Toyota,RAV4,,BALLOON,36,,,,,5.9,50,0`;
const importing = `mutation ($input: ImportFinanceTableInput!) { importFinanceTable(input: $input) {
  ... on FinanceTable { id name version rows quotesHold validTo }
  ... on RejectedFinanceTable { rejected { line column valueClass reason remedy } } } }`;
const quoting = `mutation ($input: QuoteFinanceInput!) { quoteFinance(input: $input) { __typename
  ... on FinanceQuote { id tableId title product payment { amount currency } lastPayment { amount } amountDueAtSigning { amount }
    progression { grossCost { amount } financed { amount } residual { amount } depreciation { amount } rentCharge { amount } basePayment { amount } taxOnPayment { amount } }
    schedule { number dueAfterMonths payment { amount } balance { amount } }
    disclosures { rate rateLabel aprLabelAllowed mileageAllowance { perYear unit } required { field value } text } expiresAt createdAt }
  ... on NoRateForVehicle { termsOffered } ... on OutOfStock { state } ... on InvalidQuote { problems { code path remedy } } } }`;
const again = 'query ($id: ID!) { financeQuote(id: $id) { __typename ... on FinanceQuote { id tableId payment { amount } } ... on QuoteExpired { id expiredAt } } }'; // prettier-ignore

const table = z.object({ id: z.string(), version: z.number(), rows: z.number() });
const amount = z.object({ amount: z.string() });
const quoteSchema = z.object({ id: z.string(), tableId: z.string(), payment: amount, schedule: z.array(z.object({ payment: amount, balance: amount })), createdAt: z.string(), expiresAt: z.string() }); // prettier-ignore

describe('finance', () => {
  let database: TestDatabase;
  let carousel: TestCarousel;
  let tenant: TestTenant;
  let other: TestTenant;
  let vehicleId: string;
  let first: z.infer<typeof table>;

  const ask = async (query: string, variables: object, key = tenant.keys.storefront) => {
    const answer = await graphql(carousel.url, key, query, variables);
    expect(answer.errors).toEqual([]);
    return z.record(z.string(), z.unknown()).parse(answer.data);
  };
  const publish = async (change: object = {}) =>
    (await ask(importing, { input: { name: 'Spring', jurisdiction: 'US', currency: 'USD', taxPercent: '7', csv, ...change } }, tenant.keys.marketer))['importFinanceTable']; // prettier-ignore
  const rav4 = { make: 'Toyota', model: 'RAV4', modelYear: 2026, price: '48125', listPrice: '50000', currency: 'USD' }; // prettier-ignore
  const quoted = async (change: object = {}) =>
    (await ask(quoting, { input: { car: { trim: rav4 }, product: 'LEASE', termMonths: 36, ...change } }))['quoteFinance']; // prettier-ignore

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'finance');
    other = await createTestTenant(database.dataSource, 'others');
    carousel = await TestCarousel.start({ databaseUrl: database.url });
    const dealer = await ask('mutation { createDealer(input: { code: "A", name: "A", city: "Austin" }) { id } }', {}, tenant.keys.marketer); // prettier-ignore
    const { id: dealerId } = z.object({ id: z.string() }).parse(dealer['createDealer']);
    const [{ id: tenantId } = { id: '' }] = z.array(z.object({ id: z.string() })).parse(await database.dataSource.query(`select id from tenants where slug = 'finance'`)); // prettier-ignore
    const unit = stockUnit(tenantId, dealerId, 'S-1', { price: '30000.00', currency: 'USD' });
    vehicleId = unit.id;
    const batches = new StockBatchRepository();
    await database.dataSource.transaction(async (manager) => {
      const differing = await batches.differing(manager, tenantId, [digested(unit)], { keepState: false });
      await batches.write(manager, tenantId, differing, { keepState: false, at: Date.now() });
    });
    first = table.parse(await publish());
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  it('quotes a lease to the cent, with how it comes about and what must be shown', async () => {
    const quote = await quoted();
    expect(quote).toMatchObject({
      __typename: 'FinanceQuote',
      title: '2026 Toyota RAV4',
      tableId: first.id,
      payment: { amount: '743.52', currency: 'USD' },
      amountDueAtSigning: { amount: '743.52' },
      progression: {
        financed: { amount: '48125.00' },
        residual: { amount: '30000.00' },
        depreciation: { amount: '503.47' },
        rentCharge: { amount: '191.41' },
        basePayment: { amount: '694.88' },
        taxOnPayment: { amount: '48.64' },
      },
      disclosures: {
        rateLabel: 'Lease rate',
        aprLabelAllowed: false,
        mileageAllowance: { perYear: 12_000, unit: 'MI' },
      },
    });
    expect(JSON.stringify(quote)).not.toMatch(/\bAPR\b/);
    const { schedule, createdAt, expiresAt } = quoteSchema.parse(quote);
    expect(schedule).toHaveLength(36);
    expect(schedule.at(-1)?.balance.amount).toBe('30000.00');
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(14 * 86_400_000);
    expect(await quoted({ creditTier: 'a' })).toMatchObject({ progression: { residual: { amount: '31000.00' } } });
  }); // prettier-ignore

  it('quotes a car of the stock while it is on offer, by loan, balloon and cash', async () => {
    const car = { vehicleId };
    expect(await quoted({ car, product: 'LOAN', termMonths: 60, taxPercent: '0' })).toMatchObject({ payment: { amount: '578.59' }, disclosures: { rate: '5.90', rateLabel: 'APR' } }); // prettier-ignore
    expect(await quoted({ car, product: 'BALLOON', taxPercent: '0' })).toMatchObject({ payment: { amount: '529.40' } }); // prettier-ignore
    const cash = { amountDueAtSigning: { amount: '32100.00' }, schedule: [], progression: { financed: { amount: '0.00' } }, disclosures: { rate: null, rateLabel: '', aprLabelAllowed: false, text: 'Price 30000.00 USD. Due with taxes and fees: 32100.00 USD.' } }; // prettier-ignore
    expect(await quoted({ car, product: 'CASH' })).toMatchObject(cash);
    expect(await quoted({ car, product: 'CASH', taxPercent: '10' })).toMatchObject({ amountDueAtSigning: { amount: '33000.00' } }); // prettier-ignore
    const state =
      'mutation ($id: ID!, $state: StockState!) { setVehicleState(id: $id, state: $state) { id } }';
    await ask(state, { id: vehicleId, state: 'RESERVED' }, tenant.keys.marketer);
    expect(await quoted({ car, product: 'LOAN', termMonths: 60 })).toEqual({ __typename: 'OutOfStock', state: 'RESERVED' }); // prettier-ignore
    await ask(state, { id: vehicleId, state: 'AVAILABLE' }, tenant.keys.marketer);
  });

  it('finds what can be driven for so much a month, to the cent, with what must be shown', async () => {
    const searching = `query ($filter: VehicleFilter) { vehicles(first: 5, filter: $filter) { totalCount edges { node { id } payment { termMonths payment { amount currency } disclosures { rateLabel text } } } facets { make { value count } } } }`; // prettier-ignore
    const loan = { product: 'LOAN', termMonths: 60, taxPercent: '0' };
    const search = async (monthlyPayment: object) => (await ask(searching, { filter: { monthlyPayment: { ...loan, ...monthlyPayment } } }))['vehicles']; // prettier-ignore
    const found = await search({ to: '578.59' });
    expect(JSON.stringify(found)).toContain('5.90');
    expect(found).toMatchObject({
      totalCount: 1,
      edges: [{ node: { id: vehicleId }, payment: { termMonths: 60, payment: { amount: '578.59', currency: 'USD' }, disclosures: { rateLabel: 'APR' } } }], // prettier-ignore
      facets: { make: [{ value: 'Toyota', count: 1 }] },
    });
    expect(await search({ to: '578.58' })).toMatchObject({ totalCount: 0, edges: [], facets: { make: [] } });
    expect(await search({ from: '578.60', to: '900' })).toMatchObject({ totalCount: 0 });
    expect(await search({ to: '400', downPayment: '10000' })).toMatchObject({ totalCount: 1 });
    const refused = async (monthlyPayment: object) => {
      const { errors } = await graphql(carousel.url, tenant.keys.storefront, searching, { filter: { monthlyPayment: { ...loan, ...monthlyPayment } } }); // prettier-ignore
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_VEHICLE_FILTER' } }]);
      return JSON.stringify(errors);
    };
    expect(await refused({ to: '400', termMonths: 61 })).toContain('there are rates for 60');
    expect(await refused({ to: '400', product: 'CASH' })).toContain('priceTo');
    expect(await refused({ to: '0' })).toContain('above 0');
    // Somebody else's law: without a table of it, and with one in a currency in which no car is priced.
    expect(await refused({ to: '400', jurisdiction: 'UK' })).toContain(
      'no finance table of UK has rates for a LOAN',
    );
    await publish({ name: 'Britain', jurisdiction: 'UK', currency: 'GBP' });
    expect(await refused({ to: '400', jurisdiction: 'UK' })).toContain('priced in USD, and no finance table of UK is'); // prettier-ignore
    expect(await search({ to: '400', downPayment: '10000' })).toMatchObject({ totalCount: 1 });
  });

  it('says why there is no quote', async () => {
    expect(await quoted({ termMonths: 48 })).toEqual({ __typename: 'NoRateForVehicle', termsOffered: [36] });
    expect(await quoted({ car: { trim: { ...rav4, currency: 'EUR' } } })).toMatchObject({ termsOffered: [] });
    expect(await quoted({ downPayment: '40000' })).toMatchObject({ problems: [{ code: 'RESIDUAL_OVER_COST', path: 'downPayment' }] }); // prettier-ignore
    const wrong = [
      { car: { trim: { ...rav4, currency: 'ZZZ' } } },
      { termMonths: 0 },
      { taxPercent: '1001' },
    ];
    expect(await Promise.all(wrong.map(quoted))).toMatchObject(['CURRENCY_UNKNOWN car.trim.currency', 'TERM_OUT_OF_RANGE termMonths', 'RATE_OUT_OF_RANGE taxPercent'].map((each) => ({ problems: [{ code: each.split(' ')[0], path: each.split(' ')[1] }] }))); // prettier-ignore
    expect(await quoted({ car: { trim: { ...rav4, currency: 'usd' } } })).toMatchObject({ payment: { currency: 'USD' } }); // prettier-ignore
    expect(await quoted({ downPayment: '-5' })).toMatchObject({ problems: [{ code: 'NOT_AN_AMOUNT', path: 'downPayment' }] }); // prettier-ignore
    expect(await quoted({ car: { vehicleId: first.id } })).toMatchObject({ problems: [{ code: 'VEHICLE_UNKNOWN' }] }); // prettier-ignore
  });

  it('notes in the history of the viewer what they were quoted, once', async () => {
    const viewer = { anonymousId: 'a-1' };
    const lease = quoteSchema.parse(await quoted({ viewer, downPayment: '1000' }));
    await quoted({ viewer, product: 'LOAN', termMonths: 60 });
    await quoted({ viewer, product: 'CASH' });
    const rows: unknown = await database.dataSource.query(`select type, properties from events where message_id like 'finance-quote-%' order by seq`); // prettier-ignore
    expect(rows).toMatchObject([
      { type: 'LEASE_QUOTED', properties: { quoteId: lease.id, monthlyPayment: Number(lease.payment.amount), termMonths: 36, deposit: 1_000, annualKm: 19_312, currency: 'USD' } }, // prettier-ignore
      { type: 'PAYMENT_ESTIMATED', properties: { termMonths: 60 } },
      { type: 'CUSTOM', properties: { price: 48_125, currency: 'USD' } },
    ]);
  });

  it('keeps a quote with the version it came from, for its tenant only', async () => {
    const { id, payment } = quoteSchema.parse(await quoted());
    const next = table.parse(await publish({ csv: csv.replace('0.00245', '0.003') }));
    expect(next.version).toBe(first.version + 1);
    expect((await ask(again, { id }))['financeQuote']).toEqual({ __typename: 'FinanceQuote', id, tableId: first.id, payment }); // prettier-ignore
    expect(quoteSchema.parse(await quoted())).toMatchObject({ tableId: next.id });
    expect((await ask(again, { id }, other.keys.marketer))['financeQuote']).toBeNull();
    const tables = '{ financeTables { name version rows } }';
    expect((await ask(tables, {}, tenant.keys.marketer))['financeTables']).toEqual([{ name: 'Britain', version: 1, rows: 4 }, { name: 'Spring', version: 2, rows: 4 }]); // prettier-ignore
    expect((await ask(tables, {}, other.keys.marketer))['financeTables']).toEqual([]);
  });

  it('lets a quote expire', async () => {
    await publish({ quotesHold: 'PT1S' });
    const { id, expiresAt } = quoteSchema.parse(await quoted());
    const late = await eventually(() => ask(again, { id }), (answer) => JSON.stringify(answer).includes('QuoteExpired')); // prettier-ignore
    expect(late['financeQuote']).toEqual({ __typename: 'QuoteExpired', id, expiredAt: expiresAt });
  });

  it('forgets a quote so long after it expired, and no other', async () => {
    const [gone, kept] = [quoteSchema.parse(await quoted()).id, quoteSchema.parse(await quoted()).id];
    const repository = new FinanceQuotesRepository(database.dataSource);
    await database.dataSource.query(`update finance_quotes set expires_at = now() - make_interval(days => case id when $1 then 401 else 399 end) where id in ($1, $2)`, [gone, kept]); // prettier-ignore
    expect(await repository.forget(new Date(Date.now() - 400 * 86_400_000), 10)).toBe(1);
    expect((await ask(again, { id: gone }))['financeQuote']).toBeNull();
    expect((await ask(again, { id: kept }))['financeQuote']).toMatchObject({ id: kept });
  });

  it('publishes all of a table or nothing', async () => {
    const bad = `${csv}\nToyota,,,HIRE,36,,,,,5.9,,x\nToyota,RAV4,"a,b`;
    expect(await publish({ name: 'Bad', csv: bad })).toMatchObject({
      rejected: [
        { line: 6, column: 'product', reason: 'is no product with a rate' },
        { line: 6, column: 'model' },
        { line: 6, column: 'acquisitionFee', valueClass: 'text of 1 letters' },
        { line: 7, column: '', valueClass: 'row' },
      ],
    });
    const { financeTables } = await ask('{ financeTables { name } }', {}, tenant.keys.marketer);
    expect(financeTables).toEqual([{ name: 'Britain' }, { name: 'Spring' }]);
    const apr = await graphql(carousel.url, tenant.keys.marketer, importing, { input: { name: 'Apr', jurisdiction: 'US', currency: 'USD', csv, disclosureText: 'From 1.9 % APR' } }); // prettier-ignore
    expect(apr.errors[0]?.message).toMatch(/^disclosureText speaks of an APR/);
  });

  it('quotes cash by the taxes and fees of a table that has the car, and of no other', async () => {
    const lotus = 'make,model,product,termMonths,annualPercent,acquisitionFee,registrationFee\nLotus,Elise,LOAN,48,4.9,500,310'; // prettier-ignore
    await publish({ name: 'Lotus', taxPercent: '5', csv: lotus, quotesHold: 'PT5S' });
    const elise = { ...rav4, make: 'Lotus', model: 'Elise', price: '35000' };
    expect(await quoted({ car: { trim: elise }, product: 'CASH' })).toMatchObject({ amountDueAtSigning: { amount: '37060.00' } }); // prettier-ignore
    expect(await quoted({ car: { trim: rav4 }, product: 'CASH' })).toMatchObject({ amountDueAtSigning: { amount: '51493.75' } }); // prettier-ignore
    const none = await quoted({ car: { trim: { ...rav4, make: 'Lada', model: 'Niva' } }, product: 'CASH' });
    expect(none).toEqual({ __typename: 'NoRateForVehicle', termsOffered: [] });
  });
});
