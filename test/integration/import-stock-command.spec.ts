import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { testDataKeys } from '../support/data-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** Made like the well-known UK used-car files: no condition, no dealer, miles in a column called mileage. */
const ukFile = `model,year,price,transmission,mileage,fuelType,tax,mpg,engineSize,brand
 Fiesta,2017,11999,Automatic,15000,Petrol,150,57.7,1.0,ford
 T-Roc,2019,25000,Semi-Auto,10000,Diesel,145,49.6,2.0,vw
 Kuga,2060,13000,Manual,12456,Petrol,150,57.7,1.0,ford
 C-HR,2018,call us,Automatic,9083,Hybrid,0,74.3,1.8,toyota
`;
const ukOptions = ['--map', 'mileageMiles=mileage,make=brand', '--default', 'condition=USED', '--dealer', 'LEE-01']; // prettier-ignore

describe('npm run import:stock', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase('demo');
    folder = mkdtempSync(join(tmpdir(), 'carousel-import-'));
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs what the script of package.json runs, in a folder of its own. */
  async function importStock(
    args: string[],
    env: Record<string, string> = { DATABASE_URL: database.url, DATA_KEYS: testDataKeys },
  ) {
    const program = resolve('dist/programs/run-here.js');
    const child = spawn(process.execPath, [program, 'import-stock', ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const told = { said: '', complained: '' };
    child.stdout.on('data', (chunk: Buffer) => (told.said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (told.complained += chunk.toString()));
    await once(child, 'close');
    return { ...told, exitCode: child.exitCode };
  }
  function file(name: string, content: string | Buffer): string {
    writeFileSync(join(folder, name), content);
    return name;
  }
  /** Cars that stand in Leeds and did not come with the demo. */
  async function stock() {
    const rows: unknown = await database.dataSource.query(
      `select s.make, s.model, s.condition, s.mileage_km as "mileageKm", s.updated_at as "updatedAt"
       from stock_units s join dealers d on d.id = s.dealer_id and d.tenant_id = s.tenant_id
       where d.code = 'LEE-01' and s.stock_number not like 'DM-%' order by s.make`,
    );
    const car = z.object({ make: z.string(), model: z.string(), condition: z.string(), mileageKm: z.number(), updatedAt: z.date() }); // prettier-ignore
    return z.array(car).parse(rows);
  }

  it('is what package.json runs', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync('package.json', 'utf8'))); // prettier-ignore
    expect(scripts['import:stock']).toBe('node dist/programs/run-here.js import-stock');
    // And so do all that need the database of this folder: they find it whether it is up or not.
    expect(scripts['segments:verify']).toBe('node dist/programs/run-here.js verify-segments');
    expect(scripts['create-tenant']).toBe('node dist/programs/run-here.js create-tenant');
  });

  it('takes the good rows, reports the others line by line, and changes nothing the second time', async () => {
    const path = file('uk.csv', ukFile);
    const first = await importStock([path, ...ukOptions, '--report', 'report.csv']);
    expect(first).toMatchObject({ exitCode: 0, complained: '' });
    expect(first.said).toContain('mileageMiles ← mileage');
    expect(first.said).toContain('condition = USED');
    expect(first.said).toMatch(/^Not used: tax, mpg, engineSize$/m);
    expect(first.said).toMatch(/^line 4: year \(number\) is no year from 1900 to \d{4}; correct the year/m);
    expect(first.said).toMatch(/^line 5: price \(text of 7 letters\) is no price; write digits/m);
    expect(first.said).toMatch(/4 rows at \S+ rows\/s: 2 added, 0 changed, 0 as they were, 2 rejected\.$/m);
    const report = readFileSync(join(folder, 'report.csv'), 'utf8').trim().split('\n');
    expect(report[0]).toBe('line,severity,column,value,reason,remedy');
    expect(report.filter((line) => line.includes(',reject,')).map((line) => line.split(',')[0])).toEqual(['4', '5']); // prettier-ignore
    expect(report.join()).not.toContain('call us');

    const before = await stock();
    expect(before).toMatchObject([
      { make: 'Ford', model: 'Fiesta', condition: 'USED', mileageKm: 24_140 },
      { make: 'Volkswagen', model: 'T-Roc', condition: 'USED', mileageKm: 16_093 },
    ]);
    const second = await importStock([path, ...ukOptions]);
    expect(second.exitCode).toBe(0);
    expect(second.said).toContain('0 added, 0 changed, 2 as they were, 2 rejected.');
    expect(second.said).toContain('Nothing has changed: the stock was as the file says.');
    expect(await stock()).toEqual(before);
  });

  it('says of a file that breaks off how far it came, keeps what came, and goes on from there', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => `Bentley,Model ${n * 7919},2017,${n + 9000},${n},N-${n}\n`); // prettier-ignore
    const whole = gzipSync(`make,model,year,price,mileage,stockno\n${rows.join('')}`);
    const options = ['--map', 'mileageMiles=mileage', '--default', 'condition=USED', '--dealer', 'LEE-01'];
    const cut = await importStock([file('cut.csv.gz', whole.subarray(0, whole.length / 2)), ...options]);
    expect(cut.exitCode).toBe(1);
    const line = /^The stock was not imported: cut\.csv\.gz breaks off after line (\d+): .*imported/m.exec(cut.complained)?.[1]; // prettier-ignore
    const came = (await stock()).filter(({ make }) => make === 'Bentley');
    expect(came.length).toBeGreaterThan(0);
    expect(Number(line) - 1).toBe(came.length);

    const mended = await importStock([file('whole.csv.gz', whole), ...options]);
    expect(mended.exitCode).toBe(0);
    expect(mended.said).toContain(`${3_000 - came.length} added, 0 changed, ${came.length} as they were`);
  });

  it.each([
    ['a file that is not there', ['none.csv', ...ukOptions], /none\.csv cannot be opened \(ENOENT\); give the path/],
    ['no file', [], /name one file\.\nUsage: npm run import:stock -- file\.csv/],
    ['a column that is none', ['uk.csv', '--map', 'make=marke'], /The file has no column marke; its columns are model, /],
    ['a map that is no pair', ['uk.csv', '--map', 'make'], /"make" is no pair; write it like --map make=brand/],
    ['an option that is none', ['uk.csv', '--mpa', 'make=brand'], /Unknown option '--mpa'/],
    ['a report that cannot be written', ['uk.csv', ...ukOptions, '--report', 'no/such/folder.csv'], /ENOENT.*no\/such\/folder\.csv/],
    ['a tenant that is none', ['uk.csv', ...ukOptions, '--tenant', 'acme'], /there is no tenant acme; there are demo/],
  ])('says in one sentence what is wrong: %s', async (_what, args, sentence) => {
    file('uk.csv', ukFile);
    const outcome = await importStock(args);
    expect(outcome.exitCode).toBe(1);
    expect(outcome.complained).toMatch(sentence);
    expect(outcome.complained).toMatch(/^The stock was not imported: /);
    expect(outcome.complained).not.toMatch(/\n {4}at /);
  }); // prettier-ignore

  it('says that there is no database yet', async () => {
    const outcome = await importStock(['uk.csv'], {});
    expect(outcome.exitCode).toBe(1);
    expect(outcome.complained).toBe('Could not begin: there is no database here yet: set DATABASE_URL, or run "npm start" once\n'); // prettier-ignore
  });
});
