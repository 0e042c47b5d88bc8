import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { testDataKeys } from '../support/data-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const rates = `Marke;Modell;product;term;rate;residual
VW;Golf;LOAN;36;4.9;
VW;Golf;BALLOON;36;4.9;45
`;
const named = ['--name', 'Winter', '--jurisdiction', 'EU', '--currency', 'EUR', '--map', 'make=Marke,model=Modell']; // prettier-ignore

describe('npm run import:finance', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    database = await createTestDatabase('demo');
    folder = mkdtempSync(join(tmpdir(), 'carousel-finance-'));
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function importFinance(...args: string[]) {
    const child = spawn(process.execPath, [resolve('dist/programs/run-here.js'), 'import-finance', ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], DATABASE_URL: database.url, DATA_KEYS: testDataKeys },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const told = { said: '', complained: '' };
    child.stdout.on('data', (chunk: Buffer) => (told.said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (told.complained += chunk.toString()));
    await once(child, 'close');
    return { ...told, exitCode: child.exitCode };
  }
  const versions = (): Promise<unknown> =>
    database.dataSource.query('select name, version, currency, jsonb_array_length(rows) as rows from finance_tables where name = \'Winter\' order by version'); // prettier-ignore

  it('publishes a table, and the next version under the same name, gzipped too', async () => {
    writeFileSync(join(folder, 'rates.csv'), rates);
    writeFileSync(join(folder, 'rates.csv.gz'), gzipSync(rates));
    const { said, complained, exitCode } = await importFinance('--file', 'rates.csv', ...named);
    expect(complained).toBe('');
    expect(said).toContain('“Winter”, version 1, is published');
    expect(exitCode).toBe(0);
    expect((await importFinance('rates.csv.gz', ...named)).said).toContain('version 2');
    expect(await versions()).toEqual([1, 2].map((version) => ({ name: 'Winter', version, currency: 'EUR', rows: 2 }))); // prettier-ignore
  });

  it('publishes nothing of a table with a row that cannot be, and reports it by line and column', async () => {
    const before = await versions();
    writeFileSync(join(folder, 'bad.csv'), `${rates}VW;Polo;LOAN;soon;4.9;\n`);
    const { said, exitCode } = await importFinance('bad.csv', ...named, '--report', 'report.csv');
    expect(said).toContain('line 4: term (text of 4 letters) is no whole number from 1 to 240');
    expect(said).toContain('Nothing was published');
    expect(exitCode).toBe(1);
    expect(readFileSync(join(folder, 'report.csv'), 'utf8')).toContain('4,reject,term,text of 4 letters');
    expect(await versions()).toEqual(before);
  });

  it('says how it is used', async () => {
    const { complained, exitCode } = await importFinance('rates.csv', '--name', 'X', '--jurisdiction', 'FR');
    expect(complained).toContain('--jurisdiction is one of US, EU, UK, CN.');
    expect(exitCode).toBe(1);
  });
});
