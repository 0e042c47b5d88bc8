import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { createTestTenant, eventually, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testDataKeys } from '../support/data-keys.js';
import { zipOf } from '../support/zip.js';

const fields = 'id feed mode format shape status hold trouble rows added changed unchanged rejected warnings withdrawn leaving held'; // prettier-ignore
const feedSchema = z.object({ id: z.string(), status: z.string(), hold: z.string().nullable() }).loose();

describe('stock feeds', () => {
  let database: TestDatabase;
  let carousel: TestCarousel;
  let tenant: TestTenant;
  let other: TestTenant;
  let slug: string;
  let stories = 0;
  const folder = mkdtempSync(join(tmpdir(), 'carousel-feeds-'));

  const ask = async (query: string, variables: object = {}, key = tenant.keys.marketer) => {
    const answer = await graphql(carousel.url, key, query, variables);
    expect(answer.errors).toEqual([]);
    return z.record(z.string(), z.unknown()).parse(answer.data);
  };
  const upload = async (query: string, body: string | Buffer, key = tenant.keys.marketer) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'text/csv' };
    const answer = await fetch(`${carousel.url}/v1/stock-feeds?${query}`, { method: 'POST', headers, body: typeof body === 'string' ? body : new Uint8Array(body) }); // prettier-ignore
    return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(await answer.json()) };
  };
  const importText = async (content: string, input: object = {}) => {
    const said = await ask(`mutation ($input: ImportStockFeedInput!) { importStockFeed(input: $input) { ${fields} } }`, { input: { content, feed: 'used', ...input } }); // prettier-ignore
    return feedSchema.parse(said['importStockFeed']);
  };
  const carSchema = z.array(z.object({ id: z.string(), stockNumber: z.string(), state: z.string() }).loose());
  /** Cars in any state, by stock number. */
  const cars = async () => {
    const said = await ask(`{ vehicles(first: 100, filter: { state: [AVAILABLE, RESERVED, SOLD, WITHDRAWN] }) { edges { node {
      id stockNumber vin state condition price { amount } msrp { amount } daysInStock inStockSince mileageKm imageUrl dealer { code } priceHistory { price { amount } until } } } } }`); // prettier-ignore
    const { edges } = z.object({ edges: z.array(z.object({ node: z.unknown() })) }).parse(said['vehicles']);
    return carSchema.parse(edges.map(({ node }) => node)).toSorted((a, b) => (a.stockNumber < b.stockNumber ? -1 : 1)); // prettier-ignore
  };
  const states = async () => Object.fromEntries((await cars()).map(({ stockNumber, state }) => [stockNumber, state])); // prettier-ignore
  const idOf = async (number: string) => (await cars()).find(({ stockNumber }) => stockNumber === number)?.id ?? ''; // prettier-ignore
  const setState = async (number: string, state: string) => ask('mutation ($id: ID!, $state: StockState!) { setVehicleState(id: $id, state: $state) { id } }', { id: await idOf(number), state }); // prettier-ignore

  const head = 'stock no,store code,make,model,trim,year,price,mileage,condition';
  const row = (n: number, price = 20_000 + n) => `U-${n},${n % 2 ? 'LDN' : 'WAT'},Toyota,RAV4,Icon,2021,£${price},30000 km,used`; // prettier-ignore
  const feed = (...rows: string[]) => [head, ...rows].join('\n');
  const ten = Array.from({ length: 10 }, (_, n) => row(n));

  beforeAll(async () => {
    database = await createTestDatabase();
    other = await createTestTenant(database.dataSource, 'others');
    carousel = await TestCarousel.start({ databaseUrl: database.url, workers: 0 });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    slug = `feeds-${++stories}`;
    tenant = await createTestTenant(database.dataSource, slug);
    for (const [code, latitude] of [['LDN', 51.5], ['WAT', 51.66]] as const) // prettier-ignore
      await ask('mutation ($input: CreateDealerInput!) { createDealer(input: $input) { id } }', { input: { code, name: code, city: code, latitude, longitude: 0 } }); // prettier-ignore
  });

  it('takes Vehicle Ads zipped in UTF-16, with its traps, and says what it rejected and why', async () => {
    const columns = ['id', 'vehicle_fulfillment(option:store_code)', 'vin', 'brand', 'model', 'trim', 'year', 'price', 'vehicle_msrp', 'condition', 'certified_pre-owned', 'mileage', 'image_link', 'date_in_stock']; // prettier-ignore
    const day = new Date(Date.now() - 24 * 24 * 3_600_000).toISOString().slice(0, 10);
    const lines = [
      ['A-1', 'in_store:9999:WAT,online', '1M8GDM9AXKP042788', 'BMW', '3 Series', '320i', '2022', '10,499.00 GBP', '31,000 GBP', 'Used', 'yes', '52,777 miles', 'https://a.example/1.jpg', day],
      ['A-2', 'in_store:LDN', 'WVWZZZ1JZXW000001', 'VW', 'Golf', '', '2024', '18995 GBP', '25000 USD', 'New', 'no', '', '', '02/11/2026'],
      ['A-3', 'in_store:LDN', '5YJ3E1EA7KF317000', 'Tesla', 'Model 3', '', '2020', '20000 GBP', '', 'Used', 'no', '9000 miles', '', ''],
      ['A-4', 'in_store:9999', '', 'Kia', 'Ceed', '', '2020', '9000 GBP', '', 'Used', 'no', '9000 miles', '', ''],
    ]; // prettier-ignore
    const tsv = [columns, ...lines].map((cells) => cells.join('\t')).join('\r\n');
    const zip = zipOf({ 'ads.tsv': Buffer.from(`\ufeff${tsv}`, 'utf16le') });
    const { status, body } = await upload('feed=ads&mode=FULL', zip);
    expect([status, body]).toMatchObject([200, { format: 'GOOGLE_VEHICLE_ADS', shape: 'TSV', status: 'DONE', rows: 4, added: 2, rejected: 2, warnings: 5, share: 1 }]); // prettier-ignore
    expect(await cars()).toMatchObject([
      { stockNumber: 'A-1', condition: 'CERTIFIED', price: { amount: '10499.00' }, msrp: { amount: '31000.00' }, mileageKm: 84_936, daysInStock: 24, inStockSince: day, dealer: { code: 'WAT' }, imageUrl: 'https://a.example/1.jpg' },
      { stockNumber: 'A-2', condition: 'NEW', vin: 'WVWZZZ1JZXW000001', msrp: null, daysInStock: 0, dealer: { code: 'LDN' } },
    ]); // prettier-ignore
    const report = 'query ($id: ID!) { stockFeed(id: $id) { remarks(first: 50) { edges { node { line isRejected column reason remedy } } } } }'; // prettier-ignore
    const told = JSON.stringify(await ask(report, { id: body['id'] }));
    expect(told).toContain(
      '"line":4,"isRejected":true,"column":"vin","reason":"has a wrong check digit, which North America',
    );
    expect(told).toContain('"line":5,"isRejected":true,"column":"vehicle_fulfillment(option:store_code)","reason":"is no dealer of this tenant"'); // prettier-ignore
    expect(told).toContain('"line":3,"isRejected":false,"column":"vin","reason":"has a wrong check digit"');
    expect(told).not.toContain('5YJ3E1EA7KF317000');
    const foreign = await graphql(carousel.url, other.keys.marketer, report, { id: body['id'] });
    expect(foreign.errors).toMatchObject([{ extensions: { code: 'STOCK_FEED_NOT_FOUND' } }]);
    expect(await upload('feed=ads&mode=FULL', zip)).toMatchObject({ body: { unchanged: 2, added: 0, changed: 0, withdrawn: 0 } }); // prettier-ignore
    expect(await upload('feed=ads&mode=ALL', zip)).toMatchObject({ status: 400, body: { error: { code: 'IMPORT_IMPOSSIBLE' } } }); // prettier-ignore
    expect((await upload('feed=ads', zip, tenant.keys.storefront)).status).toBe(403);
  });

  it('lists the stock for Google and Meta so that it can be read back, and says why a car is left out', async () => {
    const update = 'mutation ($id: ID!, $input: UpdateDealerInput!) { updateDealer(id: $id, input: $input) { id } }'; // prettier-ignore
    const { dealers } = z.object({ dealers: z.array(z.object({ id: z.string() })) }).parse(await ask('{ dealers { id } }')); // prettier-ignore
    for (const { id } of dealers) await ask(update, { id, input: { street: '1 High Street', country: 'DE' } }); // prettier-ignore
    const columns = 'stock no,vin,store code,make,model,trim,year,price,mileage,condition,colour,body,fuel,gearbox,image link,certified,vehicle_msrp,date in stock'; // prettier-ignore
    const told = [
      'L-1,1M8GDM9AXKP042788,LDN,Toyota,RAV4,"Icon, AWD",2021,£20000,30000 km,used,"Red ""deep""",SUV,Petrol,Automatic,https://a.example/1.jpg?a=1&b=2,no,,2026-11-02',
      'L-2,WVWZZZ1JZXW000001,WAT,VW,Golf,,2024,£18995.50,12 km,new,Blue,Hatchback,Electric,Manual,https://a.example/2.jpg,no,£25000,2026-11-03',
      'L-3,,WAT,Kia,Ceed,,2020,£9000,90000 km,used,,Hatchback,Diesel,Manual,,no,,2026-11-04',
    ]; // prettier-ignore
    expect(await importText([columns, ...told].join('\n'))).toMatchObject({ status: 'DONE', added: 3 });
    const before = await cars();
    const link = `link=${encodeURIComponent('https://shop.example/{stockNumber}')}`;
    const fetched = async (path: string, tag = '') => {
      const authorization = `Basic ${Buffer.from(`${tenant.keys.storefront}:`).toString('base64')}`;
      const answer = await fetch(`${carousel.url}/v1/listings/${path}`, { headers: { authorization, ...(tag === '' ? {} : { 'if-none-match': tag }) } }); // prettier-ignore
      return { status: answer.status, text: await answer.text(), tag: answer.headers.get('etag') ?? '' };
    };
    const lists = 'meta-vehicles.xml meta-vehicles.csv meta-vehicles.tsv google-vehicle-ads.csv'.split(' ');
    for (const list of lists) {
      const { status, text, tag } = await fetched(`${list}?${link}`);
      expect([list, status]).toEqual([list, 200]);
      expect(await fetched(`${list}?${link}`, tag)).toEqual({ status: 304, text: '', tag });
      expect(text).toContain('https://shop.example/L-1');
      expect([list, await upload('feed=back&mode=DELTA', text)]).toMatchObject([list, { body: { rows: 2, rejected: 0, status: 'DONE' } }]); // prettier-ignore
      // Vehicle Ads have no day since when a car stands there.
      const without = (car: object) => ({ ...car, priceHistory: [], msrp: null, ...(list.startsWith('google') ? { daysInStock: 0, inStockSince: null } : {}) }); // prettier-ignore
      expect([list, (await cars()).map(without)]).toEqual([list, before.map(without)]);
    }
    const google = 'google-vehicle-listings.csv';
    const [same, cheaper] = [[columns, ...told].join('\n'), [columns, ...told].join('\n').replace('£20000', '£19000')]; // prettier-ignore
    await importText(same);
    const { tag } = await eventually(() => fetched(google), ({ text }) => text.includes('2026-11-03')); // prettier-ignore
    await importText(cheaper);
    await eventually(() => fetched(google, tag), ({ status, text }) => status === 200 && text.includes('19000.00 ')); // prettier-ignore
    await importText(same);
    await eventually(() => fetched(google, tag), ({ status }) => status === 304); // prettier-ignore
    const report: unknown = JSON.parse((await fetched(`meta-vehicles/report?${link}`)).text);
    expect(report).toEqual({ listed: 2, leftOut: [{ missing: 'image', cars: 1, examples: ['L-3'] }, { missing: 'colour', cars: 1, examples: ['L-3'] }] }); // prettier-ignore
    expect((await fetched('google-vehicle-listings.csv')).text).toContain('"1 High Street, LDN, DE"');
    expect((await fetched(`meta-vehicles.csv?${link}&${link}`)).text).toContain('LIST_LINK');
    expect(JSON.stringify(await fetched('meta-vehicles.csv'))).toMatch(/"status":400.*LIST_LINK/);
    expect(await fetched('google-vehicle-ads.xml')).toMatchObject({ status: 404 });
    const [id, page] = [await idOf('L-1'), 'query ($id: ID!) { vehicle(id: $id) { jsonLd(link: "https://shop.example/{id}") } }']; // prettier-ignore
    expect(JSON.stringify(await ask(page, { id }))).toContain('\\"@type\\":\\"Car\\"');
    expect((await graphql(carousel.url, other.keys.storefront, page, { id })).data).toEqual({ vehicle: null }); // prettier-ignore
    expect((await graphql(carousel.url, tenant.keys.storefront, page.replace('https://shop.example/{id}', 'nonsense'), { id })).errors).toMatchObject([{ extensions: { code: 'LIST_LINK' } }]); // prettier-ignore
  });

  it("takes Meta's catalogue as XML and as CSV with JSON in it, both alike", async () => {
    const xml = `<listings><listing><vehicle_id>M-1</vehicle_id><make>Kia</make><model>Sportage</model><year>2022</year>
      <mileage><value>9000</value><unit>MI</unit></mileage><image><url>https://a.example/1.jpg</url></image><price>28995 GBP</price>
      <state_of_vehicle>CPO</state_of_vehicle><condition>GOOD</condition><availability>AVAILABLE</availability><dealer_id>LDN</dealer_id></listing></listings>`;
    const quoted = (json: object) => `"${JSON.stringify(json).replaceAll('"', '""')}"`;
    const csv = `vehicle_id,make,model,year,mileage,image,price,state_of_vehicle,condition,availability,dealer_id
M-1,Kia,Sportage,2022,${quoted({ value: 9000, unit: 'MI' })},${quoted([{ url: 'https://a.example/1.jpg' }])},28995 GBP,cpo,GOOD,available,LDN`;
    expect(await importText(xml)).toMatchObject({ format: 'META_VEHICLES', shape: 'XML', added: 1 });
    expect(await cars()).toMatchObject([{ condition: 'CERTIFIED', mileageKm: 14_484, imageUrl: 'https://a.example/1.jpg', state: 'AVAILABLE' }]); // prettier-ignore
    expect(await importText(csv)).toMatchObject({ shape: 'CSV', unchanged: 1 });
    expect(await importText(csv.replace('available', 'NOT_AVAILABLE'))).toMatchObject({ withdrawn: 1, rejected: 0 }); // prettier-ignore
    expect(await states()).toEqual({ 'M-1': 'WITHDRAWN' });
  });

  it('lets cars leave with a full feed and come back as they were, keeps their prices, and finds substitutes', async () => {
    await importText(feed(...ten), { mode: 'FULL' });
    await setState('U-1', 'RESERVED');
    await setState('U-2', 'SOLD');
    expect(await importText(feed(...ten.slice(3)), { mode: 'FULL' })).toMatchObject({ status: 'DONE', withdrawn: 2, leaving: 2, held: 9 }); // prettier-ignore
    expect(await states()).toMatchObject({ 'U-0': 'WITHDRAWN', 'U-1': 'WITHDRAWN', 'U-2': 'SOLD', 'U-3': 'AVAILABLE' }); // prettier-ignore
    const found = await ask('query ($id: ID!) { substitutes(vehicleId: $id, first: 2) { vehicle { stockNumber } reasons distanceKm } }', { id: await idOf('U-0') }, tenant.keys.storefront); // prettier-ignore
    expect(found['substitutes']).toMatchObject([
      { vehicle: { stockNumber: 'U-4' }, distanceKm: 0, reasons: ['SAME_TRIM', 'SAME_MODEL', 'SAME_YEAR', 'SIMILAR_PRICE', 'SAME_DEALER'] }, // prettier-ignore
      { vehicle: { stockNumber: 'U-6' } },
    ]);
    const back = [row(0, 18_000), ...ten.slice(1)];
    expect(await importText(feed(...back), { mode: 'FULL' })).toMatchObject({ changed: 2, unchanged: 8 });
    expect(await states()).toMatchObject({ 'U-0': 'AVAILABLE', 'U-1': 'RESERVED', 'U-2': 'SOLD' });
    expect((await cars())[0]).toMatchObject({
      price: { amount: '18000.00' },
      priceHistory: [{ price: { amount: '20000.00' } }, { price: { amount: '18000.00' }, until: null }],
    });
    // Another feed's cars at the same dealers are not this one's to take.
    await importText(feed(row(50)), { feed: 'new', mode: 'FULL' });
    expect(await states()).toMatchObject({ 'U-0': 'AVAILABLE', 'U-50': 'AVAILABLE' });
    const remove = `${head},delete\n${row(50)},\nU-7,,,,,,,,,yes\nU-99,,,,,,,,,yes`;
    expect(await importText(remove)).toMatchObject({ rows: 3, changed: 1, withdrawn: 1, rejected: 0 });
    expect(await importText('stock no,delete\nU-6,yes\nU-5,no')).toMatchObject({ withdrawn: 1, rejected: 1 });
    expect(await states()).toMatchObject({ 'U-5': 'AVAILABLE', 'U-6': 'WITHDRAWN', 'U-7': 'WITHDRAWN', 'U-8': 'AVAILABLE', 'U-50': 'AVAILABLE' }); // prettier-ignore
  });

  it('takes nothing off by a feed that is empty, broken off, unreadable or half as long, until that is accepted', async () => {
    await importText(feed(...ten), { mode: 'FULL' });
    const all = await states();
    const full = { mode: 'FULL' };
    const empty = await importText(head, full);
    expect(empty).toMatchObject({ status: 'HELD_BACK', hold: 'EMPTY', leaving: 10, held: 10 });
    const whole = gzipSync(feed(...ten, ...Array.from({ length: 3_000 }, (_, n) => `,,,,${n * 7_919}`)));
    const cut = await upload('feed=used&mode=FULL', whole.subarray(0, whole.length - 2_000));
    expect([cut.status, JSON.stringify(cut.body)]).toEqual([400, expect.stringContaining('The file breaks off after line')]); // prettier-ignore
    expect((await importText(feed(...ten.slice(1), 'U-77,LDN,Kia,Ceed,,2020,9000,9 km,used,shifted'), full))).toMatchObject({ hold: 'UNREADABLE_ROWS' }); // prettier-ignore
    // A row that cannot be taken is still a car that is in the feed.
    expect(await importText(feed(row(0).replace('2021', '1066'), ...ten.slice(1)), full)).toMatchObject({ status: 'DONE', rejected: 1, leaving: 0 }); // prettier-ignore
    const half = await importText(feed(...ten.slice(5)), full);
    expect(half).toMatchObject({ status: 'HELD_BACK', hold: 'TOO_MANY_LEAVING', leaving: 5, withdrawn: 0 });
    expect(await states()).toEqual(all);
    const listed = await ask('{ stockFeeds(first: 10) { edges { node { status trouble } } } }');
    expect(JSON.stringify(listed)).toMatch(
      /HELD_BACK.*DONE.*HELD_BACK.*BROKEN_OFF.*breaks off.*HELD_BACK.*DONE/,
    );

    const accepting = `mutation ($id: ID!) { acceptStockFeed(id: $id) { __typename ... on StockFeed { ${fields} } ... on StockFeedNotAcceptable { message } } }`; // prettier-ignore
    const accept = async (id: string) => (await ask(accepting, { id }))['acceptStockFeed'];
    expect(JSON.stringify(await accept(empty.id))).toContain(
      'A newer full file of the same feed and dealers',
    );
    const foreign = await graphql(carousel.url, other.keys.marketer, accepting, { id: half.id });
    expect(foreign.errors).toMatchObject([{ extensions: { code: 'STOCK_FEED_NOT_FOUND' } }]);
    await setState('U-1', 'SOLD');
    expect(await accept(half.id)).toMatchObject({ status: 'DONE', withdrawn: 4 });
    expect(await accept(half.id)).toMatchObject({ message: 'Nothing holds this file back.' });
    expect(await states()).toMatchObject({ 'U-0': 'WITHDRAWN', 'U-1': 'SOLD', 'U-4': 'WITHDRAWN', 'U-5': 'AVAILABLE' }); // prettier-ignore
    expect(await importText(feed(...ten.slice(6)), { ...full, mostLeavingPercent: 10 })).toMatchObject({ hold: 'TOO_MANY_LEAVING' }); // prettier-ignore
    expect(await importText(feed(...ten.slice(6)), full)).toMatchObject({ status: 'DONE', withdrawn: 1 });
  });

  it('leaves states alone where a feed says none we know, and finds by VIN what is gone', async () => {
    const vin = '1M8GDM9AXKP042788';
    const file = (...rows: string[]) => [`${head},vin,availability,delete`, ...rows].join('\n');
    const said = (n: number, state: string) => `${row(n)},${n === 1 ? vin : ''},${state},`;
    await importText(file(said(1, 'available'), said(2, 'sold'), said(3, 'reserved'), said(4, 'UNKNOWN')));
    expect(await states()).toEqual({ 'U-1': 'AVAILABLE', 'U-2': 'SOLD', 'U-3': 'RESERVED', 'U-4': 'AVAILABLE' }); // prettier-ignore
    await setState('U-1', 'RESERVED');
    const unsaid = file(said(1, ''), said(2, 'UNKNOWN'), said(3, 'being washed'), said(4, 'sale pending'));
    expect(await importText(unsaid)).toMatchObject({ changed: 1, unchanged: 3, rejected: 0 });
    expect(await states()).toEqual({ 'U-1': 'RESERVED', 'U-2': 'SOLD', 'U-3': 'RESERVED', 'U-4': 'RESERVED' }); // prettier-ignore
    await importText(file(`${row(3, 19_000)},,UNKNOWN,`, `${row(5)},,,`));
    expect(await states()).toMatchObject({ 'U-3': 'RESERVED', 'U-5': 'AVAILABLE' });

    const gone = (vinGone: string) => `,,,,,,,,,${vinGone},,yes`;
    const taken = await importText(file(gone(vin), gone('WVWZZZ1JZXW000002'), 'U-404,,,,,,,,,,,yes'));
    expect(taken).toMatchObject({ rows: 3, withdrawn: 1, rejected: 0 });
    expect(await states()).toMatchObject({ 'U-1': 'WITHDRAWN' });
    const remarks = 'query ($id: ID!, $after: String) { stockFeed(id: $id) { remarks(first: 9, after: $after) { edges { node { line isRejected column reason } } } } }'; // prettier-ignore
    const told = JSON.stringify(await ask(remarks, { id: taken.id }));
    expect(told).toContain('{"line":3,"isRejected":false,"column":"vin","reason":"is no car of this feed"}');
    expect(told).toContain('{"line":4,"isRejected":false,"column":"stock no","reason":"is no car of this feed"}'); // prettier-ignore
    expect(told).not.toContain('"line":2');
    for (const query of [remarks, 'query ($after: String) { stockFeeds(first: 1, after: $after) { pageInfo { hasNextPage } } }']) {
      const after = Buffer.from('["no place"]').toString('base64url');
      const { errors } = await graphql(carousel.url, tenant.keys.marketer, query, { after, id: taken.id });
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_CURSOR' } }]);
    } // prettier-ignore
  });

  it('guards each dealer of a group, and lets files of other dealers and of changes come between', async () => {
    const full = { mode: 'FULL' };
    const london = Array.from({ length: 40 }, (_, n) => row(2 * n + 1));
    const watford = Array.from({ length: 10 }, (_, n) => row(2 * n));
    await importText(feed(...london, ...watford), full);
    expect(await importText(feed(...london, ...watford.slice(9)), full)).toMatchObject({ hold: 'TOO_MANY_LEAVING', leaving: 9, held: 50, withdrawn: 0 }); // prettier-ignore
    expect(await importText(feed(...london, ...watford.slice(5)), full)).toMatchObject({ status: 'DONE', withdrawn: 5 }); // prettier-ignore

    const held = await importText(feed(...watford.slice(9)), full);
    expect(held).toMatchObject({ hold: 'TOO_MANY_LEAVING', leaving: 4, held: 5 });
    // Another rooftop's file, and one of changes that brings a car and changes one of those that would leave.
    expect(await importText(feed(...london.slice(1)), full)).toMatchObject({ status: 'DONE', withdrawn: 1 });
    await importText(feed(row(100), row(16, 9_000)));
    const accepting = 'mutation ($id: ID!) { acceptStockFeed(id: $id) { ... on StockFeed { status withdrawn } ... on StockFeedNotAcceptable { message } } }'; // prettier-ignore
    expect(await ask(accepting, { id: held.id })).toEqual({ acceptStockFeed: { status: 'DONE', withdrawn: 3 } }); // prettier-ignore
    expect(await states()).toMatchObject({ 'U-14': 'WITHDRAWN', 'U-16': 'AVAILABLE', 'U-18': 'AVAILABLE', 'U-100': 'AVAILABLE' }); // prettier-ignore
  });

  it('is whole after the command was killed in the middle and sent again', async () => {
    const path = join(folder, 'long.csv');
    writeFileSync(path, feed(...Array.from({ length: 9_000 }, (_, n) => row(n))));
    const command = () =>
      spawn(process.execPath, [resolve('dist/programs/run-here.js'), 'import-stock', path, '--full', '--tenant', slug], {
        cwd: folder,
        env: { PATH: process.env['PATH'], DATABASE_URL: database.url, DATA_KEYS: testDataKeys },
        stdio: 'ignore',
      }); // prettier-ignore
    const count = async () => z.array(z.object({ n: z.number() })).parse(await database.dataSource.query('select count(*)::integer as n from stock_units where tenant_id = $1', [tenant.id]))[0]?.n ?? 0; // prettier-ignore
    const killed = command();
    await eventually(count, (n) => n > 0, 60_000);
    killed.kill('SIGKILL');
    await once(killed, 'close');
    const again = command();
    await once(again, 'close');
    expect(again.exitCode).toBe(0);
    expect(await count()).toBe(9_000);
    const [last, first] = feedSchema.array().parse(await database.dataSource.query('select id, status, hold, added, unchanged, withdrawn from stock_feeds where tenant_id = $1 order by begun_at desc', [tenant.id])); // prettier-ignore
    expect(last).toMatchObject({ status: 'DONE', withdrawn: 0 });
    expect(Number(first?.['added']) + Number(last?.['added'])).toBe(9_000);
    expect(last?.['unchanged']).toBe(first?.['added']);
  });
});
