import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import type { Caller } from '../../src/models/caller.js';
import { sealedColumns } from '../../src/models/sealed-columns.js';
import { eventually } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { createTestDatabase, settled, type TestDatabase } from '../support/database.js';
import { anyCaller, anyEvent, eventRooms, StandingClock, type EventRooms } from '../support/event-rooms.js';

const clock = new StandingClock(Date.parse('2026-11-22T12:00:00Z'));
const fresh = `k2:${'2c'.repeat(32)}`;
const both = `${fresh},${testDataKeys}`;
const afterwards = `${fresh},${testDataKeys.split(',')[0] ?? ''}`;

describe('rotating keys', () => {
  let database: TestDatabase;
  let caller: Caller;
  beforeEach(async () => {
    database = await createTestDatabase();
    caller = anyCaller();
  });
  afterEach(() => database.drop());

  const roomsUnder = (dataKeys: string) => eventRooms(database.dataSource, clock, new Map(), dataKeys);
  /** Somebody with an address and a plan, and what they did. */
  const person = (n: number, plan: string) => [
    anyEvent({ messageId: `i-${n}-${plan}`, userId: `u-${n}`, type: 'IDENTIFIED', name: 'identify', traits: { plan } }), // prettier-ignore
    anyEvent({ messageId: `v-${n}-${plan}`, userId: `u-${n}`, properties: { email: `u-${n}@example.com` } }),
  ];
  const told = async ({ profiles }: EventRooms, n: number) => {
    const found = await profiles.find(caller, { userId: `u-${n}` });
    return { ids: found?.identities.map(({ value }) => value), plan: found?.traits['plan'] };
  };
  /** How many values begin with this key's id, column by column; columns without any are left out. */
  const under = async (id: string) => {
    const counts: Record<string, number> = {};
    for (const { table, column } of Object.values(sealedColumns)) {
      const [row]: { count: number }[] = await database.dataSource.query(
        `select count(*)::int as count from ${table} where starts_with(${column}, $1)`,
        [`${id}:`],
      );
      if (row && row.count > 0) counts[`${table}.${column}`] = row.count;
    }
    return counts;
  };
  const rotate = (dataKeys: string) => run('rotate-keys', dataKeys);
  const run = (command: string, dataKeys: string) => {
    const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, SECRET: 'x'.repeat(32), DATA_KEYS: dataKeys }; // prettier-ignore
    return fork(`dist/programs/${command}.js`, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  };

  it('seals everything anew while events come in, also when it is killed in the middle, and lets go of the old key', async () => {
    const before = roomsUnder(testDataKeys);
    const people = Array.from({ length: 300 }, (_, n) => n);
    await before.events.record(caller, people.flatMap((n) => person(n, 'buy'))); // prettier-ignore
    const all = { 'identities.sealed_value': 300, 'identities.sealed_traits': 300, 'events.sealed': 300 };
    expect(await under('k1')).toEqual(all);

    // A row that is being written keeps the rotation from ending; that is where it is killed.
    const writer = database.dataSource.createQueryRunner();
    await writer.startTransaction();
    await writer.query(
      'select from identities where id = (select min(id::text)::uuid from identities) for update',
    );
    const cut = rotate(both);
    await eventually(() => under('k2'), (counts) => counts['identities.sealed_value'] === 299, 60_000); // prettier-ignore
    const now = roomsUnder(both);
    await now.events.record(caller, person(7, 'lease'));
    expect((await told(now, 7)).ids).toEqual(['u-7']);
    cut.kill('SIGKILL');
    await once(cut, 'exit');
    await writer.rollbackTransaction();
    await writer.release();
    expect((await under('k1'))['identities.sealed_value']).toBe(1);

    const whole = await ended(rotate(both));
    expect(whole.said).toMatch(/Nothing is sealed under k1 any more/);
    expect(whole.code).toBe(0);
    expect(await under('k1')).toEqual({});
    expect((await ended(rotate(both))).said).toMatch(/^0 values/);

    const after = roomsUnder(afterwards);
    for (const n of [0, 7, 299]) expect((await told(after, n)).ids).toEqual([`u-${n}`]);
    expect((await told(after, 0)).plan).toBe('buy');
    await settled(database.dataSource.manager);
    const profileId = (await after.profiles.find(caller, { userId: 'u-3' }))?.id ?? '';
    const [viewed] = await after.events.latestOf(database.dataSource.manager, caller.tenantId, profileId, null, 1); // prettier-ignore
    expect(viewed?.properties).toEqual({ email: 'u-3@example.com' });
  });

  it('waits for programs that still seal under the old key to be started again', async () => {
    const running = new Client({ connectionString: database.url, application_name: 'carousel-changes k1' });
    await running.connect();
    const { code, said } = await ended(rotate(both));
    await running.end();
    expect(code).toBe(1);
    expect(said).toMatch(
      /a process that seals under k1 is connected[^\n]*Stop and start every API and worker[^\n]*\n$/,
    );
  });

  it('refuses in one sentence to go on without a key that is still needed', async () => {
    await roomsUnder(testDataKeys).events.record(caller, person(1, 'buy'));
    const { code, said } = await ended(rotate(afterwards));
    expect(code).toBe(1);
    expect(said).toMatch(/^The keys were not rotated to the end: DATA_KEYS lacks the key k1, [^\n]*\n$/);
  });

  it('finds people by another key once all ids were hashed anew; nothing starts or runs meanwhile', async () => {
    const another = testDataKeys.replace('lookup:0a', 'lookup:9f');
    await roomsUnder(testDataKeys).events.record(caller, [1, 2, 3].flatMap((n) => person(n, 'buy'))); // prettier-ignore
    await roomsUnder(testDataKeys).events.record(caller, [anyEvent({ userId: 'u-1', household: 'home' })]);
    expect((await told(roomsUnder(another), 2)).ids).toBeUndefined();

    const running = new Client({ connectionString: database.url, application_name: 'carousel-changes' });
    await running.connect();
    expect((await ended(run('rehash-ids', another))).said).toMatch(/Stop every API and worker first/);
    await running.end();

    // As one that was killed leaves it.
    await database.dataSource.query(`insert into data_keys (id, fingerprint) values ('rehashing', '')`);
    for (const keys of [testDataKeys, another])
      expect((await ended(rotate(keys))).said).toMatch(/let `npm run keys:rehash` run to its end first/);
    const { code, said } = await ended(run('rehash-ids', another));
    expect(said).toMatch(/^4 ids hashed anew/);
    expect(code).toBe(0);
    for (const n of [1, 2, 3]) expect(await told(roomsUnder(another), n)).toEqual({ ids: [`u-${n}`], plan: 'buy' }); // prettier-ignore
    expect(await roomsUnder(another).households.membersOf(caller, 'home')).toHaveLength(1);
    expect((await ended(rotate(testDataKeys))).said).toMatch(/DATA_KEYS gives another key as lookup/);
    expect((await ended(run('rehash-ids', another))).said).toMatch(/^0 ids/);
  });
});

async function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, said };
}
