import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestTenant, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const csv = `Event;Date;Time;CRM ID;Phone;First name;Dealer;Total;Call seconds
Walk-in;20.07.2026;10:15;C-1;020 7946 0018;Ann;LDN-01;;
Phone Call;2026-07-21;15:30;C-1;;;;;180
Vehicle Sold;2026-07-23;;C-1;;;LDN-01;"£27,495.00";
Vehicle Sold;2026-07-23;;C-2;;;LDN-01;;
Walk-in;someday;;C-3;;;;;
Walk-in;2026-07-24;;;;;LDN-01;;
Tyre Change;2026-07-25;;C-1;;;LDN-01;;
Walk-in;2026-07-24;;C-4;;Ann;LDN;01;;9
`;

describe('importing events', () => {
  let database: TestDatabase;
  let tenant: TestTenant;
  let carousel: TestCarousel;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'carousel-import-'));
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'motors');
    carousel = await TestCarousel.start({ databaseUrl: database.url, workers: 0 });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const importing = (input: object, key = tenant.keys.marketer) =>
    graphql(
      carousel.url,
      key,
      `
        mutation ($input: ImportEventsInput!) {
          importEvents(input: $input) {
            rows
            accepted
            duplicates
            withheld
            rejected {
              line
              column
              valueClass
              reason
              remedy
            }
          }
        }
      `,
      { input },
    );
  const command = async (...args: string[]) => {
    const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys, LOG_LEVEL: 'fatal' }; // prettier-ignore
    const child = fork('dist/programs/import-events.js', args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }); // prettier-ignore
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    return { code: child.exitCode, said };
  };
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const eventsOf = async (value: string) => {
    const query = 'query ($value: String!) { profile(identity: { kind: crmId, value: $value }) { traits { name value } events(first: 9) { edges { node { type name occurredAt } } } } }'; // prettier-ignore
    return (await graphql(carousel.url, tenant.keys.marketer, query, { value })).data;
  };

  it('takes what it can, of the time it happened, and says of the rest which line, why and what to do', async () => {
    const { data, errors } = await importing({ csv });
    expect(errors).toEqual([]);
    expect(data).toEqual({
      importEvents: {
        rows: 8,
        accepted: 4,
        duplicates: 0,
        withheld: 0,
        rejected: [
          { line: 5, column: '', valueClass: 'row', reason: 'is no event: This is understood as ORDER_PLACED (version 1), and its amount is missing, or no number. Send it, or map the property that says it.', remedy: 'mend the row, or map its columns' },
          { line: 6, column: 'Date', valueClass: 'text of 7 letters', reason: 'is no time', remedy: 'write 2026-11-22 15:30, or give a timeFormat' },
          { line: 7, column: 'CRM ID, Phone', valueClass: 'empty', reason: 'names nobody', remedy: 'fill in an id of the person in one of these columns' },
          { line: 9, column: '', valueClass: 'row', reason: 'has more cells than the first line names columns, so they have shifted', remedy: 'put cells that hold the separator in double quotes' },
        ],
      },
    }); // prettier-ignore
    expect(await eventsOf('C-1')).toEqual({
      profile: {
        traits: [{ name: 'phone', value: '"020 7946 0018"' }, { name: 'firstName', value: '"Ann"' }],
        events: {
          edges: [
            { node: { type: 'CUSTOM', name: 'Tyre Change', occurredAt: '2026-07-24T23:00:00.000Z' } },
            { node: { type: 'ORDER_PLACED', name: 'Vehicle Sold', occurredAt: '2026-07-22T23:00:00.000Z' } },
            { node: { type: 'DEALER_CALLED', name: 'Phone Call', occurredAt: '2026-07-21T14:30:00.000Z' } },
            { node: { type: 'SHOWROOM_VISITED', name: 'Walk-in', occurredAt: '2026-07-20T09:15:00.000Z' } },
          ],
        },
      },
    }); // prettier-ignore
  });

  it('doubles nothing, whoever imports it again by whichever way, with its columns in another order', async () => {
    const before = await eventsOf('C-1');
    expect((await importing({ csv }, tenant.keys.admin)).data).toMatchObject({
      importEvents: { accepted: 0, duplicates: 4 },
    });
    const turned = csv.split('\n').map((line) => line.split(';').toReversed().join(';')).join('\n'); // prettier-ignore
    const report = join(folder, 'report.csv');
    const { code, said } = await command(file('turned.csv', turned), '--report', report);
    expect(said).toContain('8 rows');
    expect(said).toContain('0 taken, 4 known before, 0 withheld, 4 rejected.');
    expect(said).toContain('Nothing has changed: the file was imported before');
    expect(code).toBe(0);
    expect(readFileSync(report, 'utf8').split('\n').slice(0, 3)).toEqual([
      'line,severity,column,value,reason,remedy',
      '5,reject,,row,"is no event: This is understood as ORDER_PLACED (version 1), and its amount is missing, or no number. Send it, or map the property that says it.","mend the row, or map its columns"',
      '6,reject,Date,text of 7 letters,is no time,"write 2026-11-22 15:30, or give a timeFormat"',
    ]);
    expect(await eventsOf('C-1')).toEqual(before);
  });

  it('reads a file as its mapping says, by the command too', async () => {
    const path = file(
      'visits.csv',
      'Kunde,Wann,Was\nC-9,03/04/2026 10:00,Besuch\nC-9,04/04/2026 10:00,Besuch\n',
    );
    const mapping = file('mapping.json', JSON.stringify({ columns: { crmId: 'Kunde', occurredAt: 'Wann', event: 'Was' }, events: { Besuch: 'SHOWROOM_VISITED' }, timeFormat: 'dd/MM/yyyy HH:mm' })); // prettier-ignore
    const { code, said } = await command(path, '--mapping', mapping, '--tenant', 'motors');
    expect(said).toContain('Columns: crmId ← Kunde, occurredAt ← Wann, event ← Was');
    expect(said).toContain('2 taken, 0 known before');
    expect(code).toBe(0);
    expect(await eventsOf('C-9')).toMatchObject({
      profile: {
        events: {
          edges: [
            { node: { type: 'SHOWROOM_VISITED', name: 'Besuch', occurredAt: '2026-04-04T09:00:00.000Z' } },
            { node: { occurredAt: '2026-04-03T09:00:00.000Z' } },
          ],
        },
      },
    });
  });

  it('says in one sentence why a file cannot be read', async () => {
    const broken = await command(file('nothing.csv', 'a,b\n1,2\n'));
    expect(broken.said).toBe('The events were not imported: No column says event; map one, or give a default for all rows. The columns are a, b.\n'); // prettier-ignore
    expect(broken.code).toBe(1);
    const wrong = file('wrong.json', '{ "events": { "Besuch": "VISITED" } }');
    expect((await command('x.csv', '--mapping', wrong)).said).toMatch(
      /events\.Besuch must be one of PAGE_VIEWED/,
    );
    const { errors } = await importing({
      csv: 'event,date\n',
      columns: [{ field: 'nonsense', column: 'a' }],
    });
    expect(errors[0]?.extensions['code']).toBe('IMPORT_IMPOSSIBLE');
    const many = `event,date,email\n${'walk-in,2026-11-20,a@b.co\n'.repeat(5_001)}`;
    expect((await importing({ csv: many })).errors[0]?.message).toContain('more than 5000 rows');
  });
});
