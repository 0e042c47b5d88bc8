import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { LogEntry } from '../../src/models/event/log-entry.js';
import { LogBase } from '../../src/modules/events/log-base.js';
import { LogBaseRepository } from '../../src/modules/events/log-base.repository.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { dataSourceOptions } from '../../src/modules/platform/database.js';
import { createTestDatabase, settled, type TestDatabase } from '../support/database.js';
import { anyCaller, anyEvent, eventRooms, StandingClock, type EventRooms } from '../support/event-rooms.js';
import { testDataKeys } from '../support/data-keys.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const shards = [0, 1, 2, 3, 4, 5, 6, 7];

describe('the log', () => {
  let database: TestDatabase;
  let rooms: EventRooms;
  beforeAll(async () => {
    database = await createTestDatabase();
    rooms = eventRooms(database.dataSource, new StandingClock(now));
  });
  afterAll(() => database.drop());

  const manager = () => database.dataSource.manager;
  /** The next step of a consumer, which does nothing with it but look. */
  const step = (consumer: string, shard: number, limit = 100_000) =>
    rooms.events.follow(consumer, shard, limit, (_, entries) => Promise.resolve([...entries]));
  /** As at the start of a process. */
  const logBase = (settings: Record<string, string> = {}) => {
    const env = {
      DATABASE_URL: database.url,
      SECRET: 'x'.repeat(32),
      DATA_KEYS: testDataKeys,
      LOG_LEVEL: 'silent',
      ...settings,
    };
    const config = readConfig(env);
    return new LogBase(new LogBaseRepository(database.dataSource), config, new Log(config));
  };
  /** Something to read in every shard. */
  const fill = async () => {
    const people = Array.from({ length: 60 }, (_, n) => anyEvent({ anonymousId: `p-${n}` }));
    await rooms.events.record(anyCaller(), people);
    await settled(manager());
  };
  const ofTenant = (entries: LogEntry[], tenantId: string) =>
    entries.filter((entry) => entry.tenantId === tenantId);

  it('never lets a reader pass a transaction that commits late', async () => {
    const caller = anyCaller();
    const slow = database.dataSource.createQueryRunner();
    await slow.startTransaction();
    await slow.query(
      `insert into events (tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, type, name, message_id, source_id, properties, class)
       values ($1, 3, pg_current_xact_id()::text::bigint, nextval('event_seq'), $2, $2, $1, 'CUSTOM', 'slow', 'slow', 'x', '{}', 'browsing')`,
      [caller.tenantId, new Date(now)],
    );
    const anonymousIds = Array.from({ length: 60 }, (_, n) => `late-${n}`);
    await rooms.events.record(caller, anonymousIds.map((anonymousId) => anyEvent({ anonymousId }))); // prettier-ignore
    const before = await step('patient', 3);
    expect(ofTenant(before?.taken ?? [], caller.tenantId)).toEqual([]);
    expect(before?.left).toBe('unreadable');

    await slow.commitTransaction();
    await slow.release();
    await settled(manager());
    const after = await step('patient', 3);
    expect(after?.taken[0]).toMatchObject({ name: 'slow' });
    expect(after?.taken.length).toBeGreaterThan(1);
    expect(after?.left).toBe('nothing');
  });

  it('loses nothing to a reader that follows while many write', async () => {
    const caller = anyCaller();
    const other = await new DataSource(
      dataSourceOptions({ databaseUrl: database.url, databasePool: 5 }),
    ).initialize();
    const second = eventRooms(other, new StandingClock(now));
    const seen: string[] = [];
    let isWriting = true;
    const reading = Promise.all(
      shards.map(async (shard) => {
        for (let last = false; !last;) {
          last = !isWriting;
          const entries = (await step('tireless', shard, 50))?.taken ?? [];
          seen.push(...ofTenant(entries, caller.tenantId).map(({ messageId }) => messageId));
          if (entries.length === 50) last = false;
          await sleep(1);
        }
      }),
    );
    await Promise.all(
      Array.from(
        { length: 60 },
        (_, n) =>
        (n % 2 === 0 ? rooms : second).events.record(caller, Array.from({ length: 20 }, (_each, m) => anyEvent({ messageId: `${n}-${m}`, anonymousId: `r-${m}` }))), // prettier-ignore
      ),
    );
    await settled(manager());
    isWriting = false;
    await reading;
    await other.destroy();
    expect(seen).toHaveLength(1_200);
    expect(new Set(seen).size).toBe(1_200);
  });

  it('remembers how far a consumer has read, and which shards it has not', async () => {
    await fill();
    const consumer = 'reader';
    expect(await rooms.events.shardsBehind(manager(), consumer)).toEqual(shards);
    const [first] = (await step(consumer, 1, 1))?.taken ?? [];
    const [second] = (await step(consumer, 1, 1))?.taken ?? [];
    expect([second?.xid, second?.seq]).not.toEqual([first?.xid, first?.seq]);
    for (const shard of shards) await step(consumer, shard);
    expect(await rooms.events.shardsBehind(manager(), consumer)).toEqual([]);
    expect((await step(consumer, 1))?.taken).toEqual([]);
  });

  it('takes back what a step wrote when it fails, and has the next one do it again', async () => {
    await fill();
    const consumer = 'stumbling';
    const stumble = rooms.events.follow(consumer, 2, 10, async (own) => {
      await own.query(`insert into event_receipts values ($1, message_digest('x', 'stumbled'), now())`, [
        randomUUID(),
      ]);
      throw new Error('stumbled');
    });
    await expect(stumble).rejects.toThrow('stumbled');
    expect((await step(consumer, 2))?.taken.length).toBeGreaterThan(0);
    const written: unknown[] = await manager().query(`select 1 from event_receipts where digest = message_digest('x', 'stumbled')`); // prettier-ignore
    expect(written).toEqual([]);
  });

  it('lets one worker alone follow a shard, and one who lost it write nothing', async () => {
    await fill();
    const consumer = 'fenced';
    const overtaken = rooms.events.follow(consumer, 2, 10, async (own, entries) => {
      expect(await step(consumer, 2)).toBeNull();
      expect(await step(consumer, 3)).not.toBeNull();
      const assigned: { id: string | null }[] = await own.query('select pg_current_xact_id_if_assigned() as id'); // prettier-ignore
      expect(assigned).toEqual([{ id: null }]);
      // As if the fence had been passed all the same: another has moved on.
      await manager().query(
        'insert into log_positions select $1, 2, xid, seq + 1 from unnest($2::bigint[], $3::bigint[]) as e (xid, seq) limit 1',
        [consumer, entries.map(({ xid }) => xid), entries.map(({ seq }) => seq)],
      );
    });
    await expect(overtaken).rejects.toThrow('Another worker moved fenced on in shard 2');
  });

  it('goes on after a restore into a cluster that counts transactions from lower, skipping and doubling nothing', async () => {
    await fill();
    const consumer = 'moved';
    const seen: string[] = [];
    const read = async (limit: number) => {
      for (const shard of shards)
        seen.push(...((await step(consumer, shard, limit))?.taken ?? []).map(({ messageId }) => messageId));
    };
    await read(2);
    // What a restore looks like from here: every id stored is a billion ahead of this cluster's, which is another.
    await manager().query('update events set xid = xid + 1000000000');
    await manager().query('update log_positions set xid = xid + 1000000000');
    await manager().query('update log_base set cluster = cluster + 1');
    await logBase().onModuleInit();
    await read(1_000);
    await fill();
    await read(1_000);
    const written: { id: string }[] = await manager().query('select message_id as id from events');
    expect([...seen].sort()).toEqual(written.map(({ id }) => id).sort());
    expect(await rooms.events.shardsBehind(manager(), consumer)).toEqual([]);

    await logBase().onModuleInit();
    await fill();
    await read(1_000);
    expect(new Set(seen).size).toBe(seen.length);
    expect(await rooms.events.shardsBehind(manager(), consumer)).toEqual([]);
  });

  it('refuses to start with another number of shards than the database was first started with', async () => {
    await logBase().onModuleInit();
    await expect(logBase({ SHARDS: '9' }).onModuleInit()).rejects.toThrow(
      'SHARDS is 9, but this database is kept in 8 shards, fixed at its first start: set SHARDS=8.',
    );
  });
});
