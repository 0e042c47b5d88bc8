import { EventMetrics } from '../../src/modules/events/event.metrics.js';
import { LateRemovalsRepository } from '../../src/modules/events/late-removals.repository.js';
import { EventsRepository } from '../../src/modules/events/events.repository.js';
import { Forgetting } from '../../src/modules/events/forgetting.js';
import { LogBaseRepository } from '../../src/modules/events/log-base.repository.js';
import { importSource } from '../../src/modules/events/offline/import-source.js';
import { RejectedEventsRepository } from '../../src/modules/events/rejected-events.repository.js';
import { Remover } from '../../src/modules/events/retention/remover.js';
import { RetentionRepository } from '../../src/modules/events/retention/retention.repository.js';
import { UpkeepService } from '../../src/modules/events/upkeep.service.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
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
    const forgetting = new Forgetting(new EventsRepository(dataSource), new RejectedEventsRepository(dataSource, testRing()), new LateRemovalsRepository(dataSource), config); // prettier-ignore
    const remover = new Remover(new RetentionRepository(dataSource), new LogBaseRepository(dataSource), new EventMetrics(new Metrics()), config, new Log(config)); // prettier-ignore
    const upkeep = new UpkeepService(forgetting, remover, clock, new Log(config));
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
