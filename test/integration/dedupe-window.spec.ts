import { EventsRepository } from '../../src/modules/events/events.repository.js';
import { importSource } from '../../src/modules/events/offline/import-source.js';
import { RejectedEventsRepository } from '../../src/modules/events/rejected-events.repository.js';
import { UpkeepService } from '../../src/modules/events/upkeep.service.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { testDataKeys, testRing } from '../support/data-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { anyCaller, anyEvent, eventRooms, StandingClock, type EventRooms } from '../support/event-rooms.js';

const start = Date.parse('2026-11-22T12:00:00Z');
const dayMs = 86_400_000;

describe('the window in which a message counts once', () => {
  let database: TestDatabase;
  let clock: StandingClock;
  let rooms: EventRooms;
  beforeEach(async () => {
    database = await createTestDatabase();
    clock = new StandingClock(start);
    rooms = eventRooms(database.dataSource, clock);
  });
  afterEach(() => database.drop());

  /** What a process does at its start, and then once a day. */
  async function tidy(env: Record<string, string> = {}): Promise<void> {
    const config = readConfig({ DATABASE_URL: 'postgres://unused', SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys, LOG_LEVEL: 'silent', ...env }); // prettier-ignore
    const { dataSource } = database;
    const upkeep = new UpkeepService(new EventsRepository(dataSource), new RejectedEventsRepository(dataSource, testRing()), config, clock, new Log(config)); // prettier-ignore
    await upkeep.onApplicationBootstrap();
    upkeep.onApplicationShutdown();
  }
  const caller = anyCaller();
  const send = (from = caller, messageId = 'm-1') => rooms.events.record(from, [anyEvent({ messageId })]);

  it('is seven days, to the millisecond on the side of the sender', async () => {
    expect(await send()).toMatchObject({ accepted: 1 });
    clock.at = start + 7 * dayMs;
    await tidy();
    expect(await send()).toMatchObject({ accepted: 0, duplicates: 1 });
    clock.at += 1;
    await tidy();
    expect(await send()).toMatchObject({ accepted: 1, duplicates: 0 });
  });

  it('is what DEDUPE_DAYS says', async () => {
    await send();
    clock.at = start + 20 * dayMs;
    await tidy({ DEDUPE_DAYS: '30' });
    expect(await send()).toMatchObject({ duplicates: 1 });
    await tidy({ DEDUPE_DAYS: '19' });
    expect(await send()).toMatchObject({ accepted: 1 });
    expect(() => readConfig({ DATABASE_URL: 'postgres://unused', SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys, DEDUPE_DAYS: '0' })).toThrow('DEDUPE_DAYS'); // prettier-ignore
  });

  it('holds for one source of one tenant', async () => {
    await send();
    expect(await send({ ...caller, keyId: 'another0key' })).toMatchObject({ accepted: 1 });
    expect(await send(anyCaller())).toMatchObject({ accepted: 1 });
    expect(await send()).toMatchObject({ duplicates: 1 });
  });

  it('does not end for rows of a file, which may be imported again any time', async () => {
    const importer = { ...caller, keyId: importSource };
    await send(importer);
    clock.at = start + 400 * dayMs;
    await tidy();
    expect(await send(importer)).toMatchObject({ accepted: 0, duplicates: 1 });
  });
});
