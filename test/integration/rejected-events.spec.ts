import { RejectedEventsRepository } from '../../src/modules/events/rejected-events.repository.js';
import type { Rejection } from '../../src/modules/events/events.errors.js';
import { Rejections } from '../../src/modules/events/rejections.js';
import { PersonsRepository } from '../../src/modules/profiles/persons.repository.js';
import { TestSegments } from '../support/segments-house.js';
import { createTestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testRing } from '../support/data-keys.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const dayMs = 86_400_000;

describe('rejected events', () => {
  let database: TestDatabase;
  let repository: RejectedEventsRepository;
  let tenantId: string;
  beforeEach(async () => {
    database = await createTestDatabase();
    repository = new RejectedEventsRepository(database.dataSource, testRing());
    tenantId = (await createTestTenant(database.dataSource, 'rejected')).id;
  });
  afterEach(() => database.drop());

  const rejection = (fields: Partial<Rejection> = {}): Rejection => ({
    code: 'NO_IDENTITY',
    message: 'Nobody.',
    messageId: null,
    payload: undefined,
    ...fields,
  });
  const keep = (rejections: Rejection[], at = now, source = 'key') =>
    repository.keep(database.dataSource.manager, { tenantId, keyId: source }, rejections, new Date(at));
  const kept = async () => (await repository.page(tenantId, null, 20_000)).length;

  it('are kept once, however often they are sent', async () => {
    const batch = [rejection({ messageId: 'm-1', payload: { a: 1 } }), rejection({ payload: { a: 1 } })];
    await keep(batch);
    await keep([...batch, ...batch], now + 60_000);
    expect(await kept()).toBe(2);
    await keep([rejection({ messageId: 'm-1' })], now, 'another key');
    await keep([rejection({ messageId: 'm-2' }), rejection({ payload: { a: 2 } })]);
    expect(await kept()).toBe(5);
  });

  it('of people who are erased are kept without what was sent, once', async () => {
    const late = rejection({ messageId: 'm-1', payload: { userId: 'u-1' }, reported: { messageId: 'm-1', name: 'of u-1', occurredAt: 0, userId: 'u-1' } }); // prettier-ignore
    const { manager } = database.dataSource;
    for (let time = 0; time < 2; time++)
      await repository.keep(manager, { tenantId, keyId: 'key' }, [late, rejection()], new Date(now), new Set([late])); // prettier-ignore
    const rows = await repository.page(tenantId, null, 10);
    const bare = { code: 'NO_IDENTITY', message: 'Nobody.', messageId: null, payload: null, name: null, isReplayable: false }; // prettier-ignore
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toMatchObject(bare);
  });

  it('are kept up to a bound a day', async () => {
    const many = Array.from({ length: 6_000 }, (_, n) => rejection({ messageId: `m-${n}` }));
    await keep(many);
    await keep(many.map((one) => ({ ...one, messageId: `second ${one.messageId}` })));
    expect(await kept()).toBe(10_000);
    await keep([rejection({ messageId: 'tomorrow' })], now + dayMs);
    expect(await kept()).toBe(10_001);
  });

  it('are forgotten in time', async () => {
    await keep([rejection({ messageId: 'old' })], now - 31 * dayMs);
    await keep([rejection({ messageId: 'new' })], now - 29 * dayMs);
    await repository.forget(new Date(now - 30 * dayMs));
    expect((await repository.page(tenantId, null, 10)).map(({ messageId }) => messageId)).toEqual(['new']);
  });
});

describe('rejected events that name people', () => {
  it('have each of these looked up once, however often a request names them', async () => {
    const house = await TestSegments.start();
    const persons = house.service(PersonsRepository);
    const erased = persons.erased.bind(persons);
    const asked: number[] = [];
    persons.erased = (manager, keys) => (asked.push(keys.length), erased(manager, keys));
    const rejections = Array.from({ length: 500 }, (_, n): Rejection => ({ code: 'NO_EVENT_NAME', message: 'None.', messageId: null, payload: { n, userId: 'ann', anonymousId: `browser-${n % 3}` } })); // prettier-ignore
    await house.service(Rejections).keep(house.caller, rejections);
    expect(asked).toEqual([4]);
    await house.stop();
  });
});
