import { Client } from 'pg';
import { copyRows } from '../../src/modules/platform/copied-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const numbers = (count: number) => `select i::bigint, repeat('x', 200) from generate_series(1, ${count}) i`;
const nothing = () => undefined;

describe('a copy of rows', () => {
  let database: TestDatabase;
  let client: Client;
  beforeEach(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    client.on('error', nothing);
    await client.connect();
  });
  afterEach(async () => {
    await client.end().catch(nothing);
    await database.drop();
  });

  it('shows every row, of several at once and of none, and leaves the connection as it was', async () => {
    let [many, some] = [0, 0];
    await Promise.all([
      copyRows(client, numbers(100_000), (row) => (many += row.integer(0))),
      client.query('select 1'),
      copyRows(client, numbers(5_000), () => some++),
      copyRows(client, 'select 1::bigint where false', () => some++),
    ]);
    expect([many, some]).toEqual([(100_000 * 100_001) / 2, 5_000]);
    const { rows } = await client.query<{ one: number }>('select 1 as one');
    expect(rows).toEqual([{ one: 1 }]);
  });

  it('fails with what went wrong in the middle, and the connection goes on', async () => {
    const fails = async (query: string, visit: () => void, how: RegExp) => expect(copyRows(client, query, visit)).rejects.toThrow(how); // prettier-ignore
    await fails(
      'select 1 / (5000 - i)::bigint from generate_series(1, 10000) i',
      nothing,
      /division by zero/,
    );
    await client.query('set statement_timeout = 100');
    await fails(numbers(3_000_000), nothing, /timeout/);
    await client.query('set statement_timeout = 0');
    await fails(numbers(100_000), () => { throw new Error('not this one'); }, /not this one/); // prettier-ignore
    let rows = 0;
    await copyRows(client, numbers(1_000), () => rows++);
    expect(rows).toBe(1_000);
  });

  it('fails when its connection is lost', async () => {
    const [{ pid } = { pid: 0 }] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid'))
      .rows;
    let rows = 0;
    const copy = copyRows(client, numbers(3_000_000), () => {
      if (++rows === 1_000) void database.dataSource.query('select pg_terminate_backend($1)', [pid]);
    });
    await expect(copy).rejects.toThrow(/terminat/);
  });

  it('shows rows longer than what comes at once', async () => {
    const lengths: number[] = [];
    await copyRows(client, `select repeat('x', i * 1000000) from generate_series(0, 8) i`, (row) => lengths.push(row.text(0).length)); // prettier-ignore
    expect(lengths).toEqual(Array.from({ length: 9 }, (_, n) => n * 1_000_000));
  });
});
