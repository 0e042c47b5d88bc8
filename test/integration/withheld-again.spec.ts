import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { anyCaller, anyEvent, eventRooms, StandingClock, type EventRooms } from '../support/event-rooms.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const saying = (word: string) => ({ context: { analytics_storage: word } });

describe('a message that was withheld', () => {
  let database: TestDatabase;
  let rooms: EventRooms;
  beforeAll(async () => {
    database = await createTestDatabase();
    rooms = eventRooms(database.dataSource, new StandingClock(now));
  });
  afterAll(() => database.drop());

  it.each(['alone', 'beside somebody new'])(
    'is kept when it comes again once it is allowed, first sent %s',
    async (how) => {
      const caller = anyCaller();
      const look = (at: number, word: string) =>
        anyEvent({ anonymousId: 'k', type: 'VEHICLE_VIEWED', consent: saying(word), occurredAt: now + at });
      const record = (...events: ReturnType<typeof anyEvent>[]) => rooms.events.record(caller, events);
      await record(look(-9_000, 'denied'));
      await record(anyEvent({ anonymousId: 'k', type: 'IDENTIFIED' }));
      const denied = anyEvent({
        anonymousId: 'k',
        type: 'VEHICLE_VIEWED',
        messageId: 'again',
        occurredAt: now - 5_000,
      });
      const beside = how === 'alone' ? [] : [anyEvent({ anonymousId: 'new' })];
      expect((await record(denied, ...beside)).withheld).toBe(1);
      await record(look(-1_000, 'granted'));
      expect(await record(denied)).toEqual({ accepted: 1, duplicates: 0, withheld: 0 });
      expect(await record(denied)).toEqual({ accepted: 0, duplicates: 1, withheld: 0 });
    },
  );
});
