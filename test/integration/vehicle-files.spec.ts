import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createTestTenant, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testDataKeys } from '../support/data-keys.js';

/** The folder of the whole files: `ford.csv.gz`, `toyota.csv.gz`, `vw.csv.gz` and `epa_vehicles.csv.gz`; without it the samples are read. */
const whole = process.env['VEHICLE_FILES_DIR'];

/** A file of used cars, how many rows it has, and the lines whose year cannot be. */
interface UkFile {
  readonly path: string;
  readonly rows: number;
  readonly wrongYears: readonly number[];
}
const ukFiles: UkFile[] = whole
  ? [
      { path: join(whole, 'ford.csv.gz'), rows: 17_965, wrongYears: [17_728] },
      { path: join(whole, 'toyota.csv.gz'), rows: 6_738, wrongYears: [] },
      { path: join(whole, 'vw.csv.gz'), rows: 15_157, wrongYears: [] },
    ]
  : [
      { path: 'test/samples/vehicles/ford.csv', rows: 5, wrongYears: [6] },
      { path: 'test/samples/vehicles/toyota.csv', rows: 3, wrongYears: [] },
      { path: 'test/samples/vehicles/vw.csv', rows: 3, wrongYears: [] },
    ];
const catalogue = whole
  ? { path: join(whole, 'epa_vehicles.csv.gz'), rows: '45,777', added: 45_776, wrongModel: 38_330 }
  : { path: 'src/demo/data/epa-vehicles-2018-2023.csv.gz', rows: '7,529', added: 7_528, wrongModel: 6_204 };

const remarksSchema = z.object({ stockFeed: z.object({ remarks: z.object({ edges: z.array(z.object({ node: z.unknown() })) }) }) }); // prettier-ignore

describe(`the files of ${whole ? 'fueleconomy.gov and of UK used cars, whole' : 'vehicles, in samples'}`, () => {
  let database: TestDatabase;
  let carousel: TestCarousel;
  let tenant: TestTenant;
  const folder = mkdtempSync(join(tmpdir(), 'carousel-vehicle-files-'));
  const report = join(folder, 'report.csv');

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'files');
    carousel = await TestCarousel.start({ databaseUrl: database.url, workers: 0 });
    await ask('mutation { createDealer(input: { code: "LEE-01", name: "Leeds", city: "Leeds" }) { id } }');
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const ask = async (query: string, variables: object = {}) => {
    const answer = await graphql(carousel.url, tenant.keys.marketer, query, variables);
    expect(answer.errors).toEqual([]);
    return answer.data;
  };
  /** `npm run import:catalogue`, and all it says. */
  const importCatalogue = async () => {
    const child = spawn(process.execPath, ['dist/programs/import-catalogue.js', catalogue.path, '--report', report], { env: { ...process.env, DATABASE_URL: database.url, DATA_KEYS: testDataKeys, SECRET: 'a-secret-for-tests-which-is-long-enough' } }); // prettier-ignore
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString())); // prettier-ignore
    await once(child, 'close');
    return { said, exitCode: child.exitCode };
  };
  const upload = async (path: string) => {
    const wishes = `feed=${path.replace(/^.*\//, '').replace(/\..*/, '')}&mode=FULL&map=mileageMiles=mileage&default=condition=USED`; // prettier-ignore
    const answer = await fetch(`${carousel.url}/v1/stock-feeds?${wishes}`, { method: 'POST', headers: { authorization: `Bearer ${tenant.keys.marketer}` }, body: new Uint8Array(readFileSync(path)) }); // prettier-ignore
    expect(answer.status).toBe(200);
    return z
      .object({ id: z.string() })
      .loose()
      .parse(await answer.json());
  };

  it('fill the catalogue, but for the row that has a picture for its model: told with its line and what to do', async () => {
    const first = await importCatalogue();
    expect([first.exitCode, first.said]).toEqual([0, first.said]);
    expect(first.said).toContain(`${catalogue.rows} rows`);
    expect(first.said).toContain(`${catalogue.added} added, 0 changed, 0 as they were, 1 rejected.`);
    const [head, only, ...others] = readFileSync(report, 'utf8').trim().split('\n');
    expect([head, others]).toEqual(['line,severity,column,value,reason,remedy', []]);
    expect(only).toMatch(/^\d+,reject,model,text of 21 letters,is the name of a picture,give the model$/);
    expect(Number.parseInt(only ?? '', 10)).toBe(catalogue.wrongModel);
    const again = await importCatalogue();
    expect(again.said).toContain(`0 added, 0 changed, ${catalogue.added} as they were, 1 rejected.`);
  });

  it('fill the stock, each row a car of its make, model, price and miles, but for years that cannot be; sent again nothing changes', async () => {
    let cars = 0;
    const lastYear = new Date().getUTCFullYear() + 2;
    for (const { path, rows, wrongYears } of ukFiles) {
      const rejected = wrongYears.length;
      cars += rows - rejected;
      const feed = await upload(path);
      expect([path, feed]).toMatchObject([path, { status: 'DONE', rows, added: rows - rejected, changed: 0, rejected, warnings: 0, withdrawn: 0 }]); // prettier-ignore
      const told = remarksSchema.parse(await ask('query ($id: ID!) { stockFeed(id: $id) { remarks(first: 50) { edges { node { line isRejected column valueClass reason remedy } } } } }', { id: feed.id })); // prettier-ignore
      expect(told.stockFeed.remarks.edges.map(({ node }) => node)).toMatchObject(wrongYears.map((line) => ({ line, isRejected: true, column: 'year', valueClass: 'number', reason: `is no year from 1900 to ${lastYear}`, remedy: 'correct the year: four digits' }))); // prettier-ignore
      expect([path, await upload(path)]).toMatchObject([path, { status: 'DONE', rows, added: 0, changed: 0, unchanged: rows - rejected, rejected, withdrawn: 0 }]); // prettier-ignore
    }
    const { vehicles } = z.object({ vehicles: z.object({ totalCount: z.number(), facets: z.object({ make: z.array(z.object({ value: z.string() })) }), edges: z.array(z.object({ node: z.unknown() })) }) }).parse(await ask('{ vehicles(first: 1) { totalCount facets { make { value } } edges { node { make model condition mileageKm bodyStyle } } } }')); // prettier-ignore
    expect(vehicles.totalCount).toBe(cars);
    expect(vehicles.facets.make.map(({ value }) => value).sort()).toEqual(['Ford', 'Toyota', 'Volkswagen']);
    // The one car of its year, price and miles in either set of files: the catalogue says its body.
    const troc = await ask('{ vehicles(first: 1, filter: { make: ["VW"], model: ["T-Roc"] }) { edges { node { make model condition } } } }'); // prettier-ignore
    expect(troc).toMatchObject({ vehicles: { edges: [{ node: { make: 'Volkswagen', model: 'T-Roc', condition: 'USED' } }] } }); // prettier-ignore
    if (!whole) expect(await ask('{ vehicles(first: 1, filter: { make: ["Toyota"], model: ["RAV4"] }) { edges { node { price { amount } mileageKm bodyStyle fuelType transmission modelYear } } } }')).toEqual({ vehicles: { edges: [{ node: { price: { amount: '19995.00' }, mileageKm: 61_863, bodyStyle: 'SUV', fuelType: 'HYBRID', transmission: 'AUTOMATIC', modelYear: 2018 } }] } }); // prettier-ignore
  });
});
