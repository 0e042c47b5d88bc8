import { z } from 'zod';
import { createTestTenant, eventually, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const csv = `make,model,trim,yearFrom,yearTo,mileageFrom,mileageTo,mileageUnit,condition,low,high
VW,Golf,,2018,2020,,60000,KM,GOOD,8000,9500
VW,Golf,GTI,2018,2020,,60000,KM,GOOD,12000,13500.50
Seat,Ibiza,,2014,2016,0,99999,MI,FAIR,2500,3200`;
const importing = `mutation ($input: ImportTradeInTableInput!) { importTradeInTable(input: $input) {
  ... on TradeInTable { id name version rows currency } ... on RejectedTradeInTable { rejected { line column reason } } } }`;
const valuing = `query ($input: TradeInValuationInput!) { tradeInValuation(input: $input) { __typename
  ... on TradeInBand { tableId low { amount currency } high { amount currency } }
  ... on NoValuation { coverage { make model yearFrom yearTo } } ... on InvalidTradeIn { problems { path } } } }`;
const offered = 'tradeIn { make model trim modelYear mileage mileageUnit condition vin band { tableId low { amount currency } high { amount } } }'; // prettier-ignore
const submitting = `mutation ($input: SubmitLeadInput!) { submitLead(input: $input) {
  ... on Lead { id folded ${offered} } ... on InvalidLead { problems { path } } } }`;
const reading = `query ($id: ID!) { lead(id: $id) { ${offered} hands { id ${offered} } } }`;
const table = z.object({ id: z.string(), version: z.number() });
const lead = z.object({ id: z.string(), folded: z.boolean(), tradeIn: z.unknown() });
const vin = 'WVWZZZ1KZAW123456';
const golf = { make: 'volkswagen', model: 'golf', trim: 'gti', modelYear: 2019, mileage: 30_000, mileageUnit: 'KM', condition: 'GOOD' }; // prettier-ignore

describe('trade-in', () => {
  let database: TestDatabase;
  let carousel: TestCarousel;
  let tenant: TestTenant;
  let other: TestTenant;
  let first: z.infer<typeof table>;

  const ask = async (query: string, variables: object, key = tenant.keys.storefront) => {
    const answer = await graphql(carousel.url, key, query, variables);
    expect(answer.errors).toEqual([]);
    return z.record(z.string(), z.unknown()).parse(answer.data);
  };
  const publish = async (change: object = {}) =>
    (await ask(importing, { input: { name: 'Autumn', currency: 'GBP', csv, ...change } }, tenant.keys.marketer))['importTradeInTable']; // prettier-ignore
  const valued = async (change: object = {}, key = tenant.keys.storefront) =>
    (await ask(valuing, { input: { ...golf, ...change } }, key))['tradeInValuation'];
  const submit = async (idempotencyKey: string, tradeIn: object, more: object = {}, key = tenant.keys.storefront) =>
    (await ask(submitting, { input: { interest: 'BUY', contact: { email: 'ann@shopper.example' }, viewer: { userId: 'ann' }, tradeIn, idempotencyKey, ...more } }, key))['submitLead']; // prettier-ignore

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'trade-in');
    other = await createTestTenant(database.dataSource, 'others');
    carousel = await TestCarousel.start({ databaseUrl: database.url });
    first = table.parse(await publish());
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  it('publishes all of a table or nothing, and says what stands in its way', async () => {
    const bad = `${csv}\nSeat,,,2014,2013,0,x,MI,mint,5,4\nSeat,Ibiza,"a,b`;
    expect(await publish({ name: 'Bad', csv: bad })).toMatchObject({
      rejected: [
        { line: 5, column: 'condition', reason: 'is no condition' },
        { line: 5, column: 'model' },
        { line: 5, column: 'yearTo' },
        { line: 5, column: 'mileageTo' },
        { line: 5, column: 'high' },
        { line: 6, column: '' },
      ],
    });
    const euro = await graphql(carousel.url, tenant.keys.marketer, importing, { input: { name: 'Bad', currency: 'EURO', csv } }); // prettier-ignore
    expect(euro.errors[0]?.extensions['code']).toBe('IMPORT_IMPOSSIBLE');
    const tables = '{ tradeInTables { name version rows currency } }';
    expect((await ask(tables, {}, tenant.keys.marketer))['tradeInTables']).toEqual([{ name: 'Autumn', version: 1, rows: 3, currency: 'GBP' }]); // prettier-ignore
    expect((await ask(tables, {}, other.keys.marketer))['tradeInTables']).toEqual([]);
  });

  it('says what a car is worth, or why it cannot', async () => {
    expect(await valued()).toEqual({ __typename: 'TradeInBand', tableId: first.id, low: { amount: '12000.00', currency: 'GBP' }, high: { amount: '13500.50', currency: 'GBP' } }); // prettier-ignore
    expect(await valued({ trim: 'Match', make: 'VW' })).toMatchObject({ low: { amount: '8000.00' } });
    expect(await valued({ modelYear: 2010 })).toEqual({ __typename: 'NoValuation', coverage: [{ make: 'Volkswagen', model: 'Golf', yearFrom: 2018, yearTo: 2020 }] }); // prettier-ignore
    expect(await valued({ make: 'Fiat' })).toMatchObject({ coverage: [{ make: 'SEAT', model: null }, { make: 'Volkswagen' }] }); // prettier-ignore
    expect(await valued({ model: ' ', modelYear: 1800 })).toEqual({ __typename: 'InvalidTradeIn', problems: [{ path: 'model' }, { path: 'modelYear' }] }); // prettier-ignore
    // Whose car it is is noted, once for each time they ask and are told; what has no band is not.
    const mine = { trim: 'Match', make: 'VW', viewer: { userId: 'tia', anonymousId: ' ' } };
    for (const change of [{}, mine, { ...mine, modelYear: 2010 }]) await valued(change);
    const noted: unknown = await database.dataSource.query(`select type, name, properties from events where message_id like 'trade-in-%'`); // prettier-ignore
    expect(noted).toMatchObject([{ type: 'CUSTOM', name: 'Trade-in Valued', properties: { make: 'Volkswagen', model: 'golf', low: 8_000, currency: 'GBP' } }]); // prettier-ignore
    // Of two currencies the tenant's own counts, unless another is asked for; what is none is said to be none.
    await publish({ name: 'Euro', currency: 'EUR', csv: csv.replaceAll(',2018,2020,', ',2019,2019,') });
    expect(await valued()).toMatchObject({ low: { amount: '12000.00', currency: 'GBP' } });
    expect(await valued({ currency: ' eur ' })).toMatchObject({
      low: { amount: '12000.00', currency: 'EUR' },
    });
    expect(await valued({ currency: 'USD' })).toEqual({ __typename: 'NoValuation', coverage: [] });
    for (const currency of ['', '  ']) expect(await valued({ currency })).toEqual({ __typename: 'InvalidTradeIn', problems: [{ path: 'currency' }] }); // prettier-ignore
    expect(await valued({ currency: 'MONEY' })).toEqual({ __typename: 'InvalidTradeIn', problems: [{ path: 'currency' }] }); // prettier-ignore
    expect(await valued({}, other.keys.storefront)).toEqual({ __typename: 'NoValuation', coverage: [] });
  });

  it('keeps the car a lead offers with what it was worth then, sealed, and shows it to those who call back', async () => {
    expect(await submit('wrong', { ...golf, vin: 'SECRET', modelYear: 1800 })).toEqual({ problems: [{ path: 'tradeIn.modelYear' }, { path: 'tradeIn.vin' }] }); // prettier-ignore
    const made = lead.parse(await submit('one', { ...golf, vin: vin.toLowerCase() }));
    expect(made).toMatchObject({ folded: false, tradeIn: null });
    const next = table.parse(await publish({ csv: csv.replaceAll(',12000,', ',11000,') }));
    expect(next.version).toBe(2);
    const band = {
      tableId: first.id,
      low: { amount: '12000.00', currency: 'GBP' },
      high: { amount: '13500.50' },
    };
    const car = { ...golf, vin, band };
    const shown = async () => (await ask(reading, { id: made.id }, tenant.keys.marketer))['lead'];
    expect(await shown()).toEqual({ tradeIn: car, hands: [{ id: made.id, tradeIn: car }] });
    // Sent again, it is the same hand with the same band.
    expect(lead.parse(await submit('one', { ...golf, vin })).id).toBe(made.id);
    expect(await shown()).toMatchObject({ tradeIn: car });
    expect(lead.parse(await submit('two', golf, {}, tenant.keys.marketer))).toMatchObject({ id: made.id, folded: true, tradeIn: { vin: null, band: { tableId: next.id, low: { amount: '11000.00' } } } }); // prettier-ignore
    // A hand that names no car leaves the one that was named last.
    await submit('three', {}, { tradeIn: null });
    expect(await shown()).toMatchObject({ tradeIn: { vin: null, band: { tableId: next.id } }, hands: [{ tradeIn: null }, {}, { tradeIn: car }] }); // prettier-ignore
    const bare = { make: 'Lada', model: 'Niva', modelYear: 1999 };
    expect(await submit('four', bare, { interest: 'TRADE_IN' }, tenant.keys.marketer)).toMatchObject({ folded: false, tradeIn: { make: 'Lada', mileage: null, band: null } }); // prettier-ignore
    for (const name of ['leads', 'lead_hands', 'events']) {
      const rows: unknown = await database.dataSource.query(`select * from ${name}`);
      expect(JSON.stringify(rows)).not.toMatch(/WVWZZZ1KZAW123456|13500/i);
    }
  });

  it('takes no band from outside: an event that offers a car is valued by us', async () => {
    const properties = { email: 'eve@shopper.example', interest: 'BUY', tradeIn: { ...golf, band: { low: '1', high: '99999', currency: 'GBP', tableId: first.id } } }; // prettier-ignore
    const sent = await fetch(`${carousel.url}/v1/track`, { method: 'POST', headers: { authorization: `Bearer ${tenant.keys.collector}`, 'content-type': 'application/json' }, body: JSON.stringify({ event: 'Lead Submitted', anonymousId: 'eve', messageId: 'eve-1', properties }) }); // prettier-ignore
    expect(sent.status).toBe(200);
    const leads = z.object({ leads: z.object({ edges: z.array(z.object({ node: z.object({ tradeIn: z.object({ band: z.unknown() }).nullable(), contact: z.object({ email: z.string().nullable() }) }) })) }) }); // prettier-ignore
    const mine = async () =>
      leads.parse(await ask(`{ leads(first: 20) { edges { node { contact { email } ${offered} } } } }`, {}, tenant.keys.marketer)).leads.edges.map(({ node }) => node).filter(({ contact }) => contact.email === 'eve@shopper.example'); // prettier-ignore
    const [hers] = await eventually(mine, ({ length }) => length > 0);
    expect(hers?.tradeIn?.band).toMatchObject({ low: { amount: '11000.00' } });
  });

  it('tells a person what is kept of their car, and forgets it with them', async () => {
    const begun = z.record(z.string(), z.object({ id: z.string() }));
    const admin = tenant.keys.admin;
    const request = async (name: string) => {
      const asked = await ask(`mutation { ${name}(person: { userId: "ann" }) { ... on RightsRequest { id } } }`, {}, admin); // prettier-ignore
      return begun.parse(asked)[name]?.id;
    };
    const id = await request('requestAccess');
    const status = z.object({ rightsRequest: z.object({ documentPath: z.string().nullable() }) });
    const look = async () => status.parse(await ask('query ($id: ID!) { rightsRequest(id: $id) { documentPath } }', { id }, admin)).rightsRequest; // prettier-ignore
    const { documentPath } = await eventually(look, (told) => told.documentPath !== null);
    const document = await fetch(`${carousel.url}${documentPath ?? ''}`, { headers: { authorization: `Bearer ${admin}` } }); // prettier-ignore
    expect(await document.json()).toMatchObject({ leads: [{ tradeIn: { vin, band: { high: '13500.50', tableId: first.id } } }, { tradeIn: { vin: null } }, { tradeIn: null }, {}] }); // prettier-ignore
    await request('requestErasure');
    const left = () => ask('{ leads(first: 20) { edges { node { contact { email } } } } }', {}, tenant.keys.marketer); // prettier-ignore
    await eventually(left, (all) => !JSON.stringify(all).includes('ann@shopper'));
    const hands: unknown = await database.dataSource.query('select id from lead_hands');
    expect(hands).toHaveLength(1);
  });
});
