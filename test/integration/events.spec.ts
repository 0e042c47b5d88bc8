import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { classOf } from '../../src/models/event/event-class.js';
import type { LogEntry } from '../../src/models/event/log-entry.js';
import { schemaVersionOf } from '../../src/models/event/vocabulary/event-schemas.js';
import { dataSourceOptions } from '../../src/modules/platform/database.js';
import { createTestDatabase, settled, type TestDatabase } from '../support/database.js';
import { anyCaller, anyEvent, eventRooms, StandingClock, type EventRooms } from '../support/event-rooms.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const shards = [0, 1, 2, 3, 4, 5, 6, 7];

describe('events', () => {
  let database: TestDatabase;
  let rooms: EventRooms;
  beforeAll(async () => {
    database = await createTestDatabase();
    rooms = eventRooms(database.dataSource, new StandingClock(now));
  });
  afterAll(() => database.drop());

  const manager = () => database.dataSource.manager;
  /** All of the log, as a consumer never seen before reads it. */
  const follow = async () => {
    await settled(manager());
    const look = (shard: number) =>
      rooms.events.follow(randomUUID(), shard, 100_000, (_, entries) => Promise.resolve(entries));
    return (await Promise.all(shards.map(async (shard) => (await look(shard))?.taken ?? []))).flat();
  };
  const ofTenant = (entries: LogEntry[], tenantId: string) =>
    entries.filter((entry) => entry.tenantId === tenantId);

  it('counts a message once, however often and through however many processes it is sent', async () => {
    const caller = anyCaller();
    const other = await new DataSource(
      dataSourceOptions({ databaseUrl: database.url, databasePool: 5 }),
    ).initialize();
    const processes = [rooms, eventRooms(other, new StandingClock(now))];
    const sent = Array.from(
      { length: 200 },
      (_, n) =>
      anyEvent({ messageId: `m-${n % 100}`, anonymousId: `a-${n % 17}`, ...(n % 5 === 0 ? { userId: `u-${n % 3}` } : {}) }), // prettier-ignore
    );
    const outcomes = await Promise.all(
      [0, 1, 2, 3].flatMap((turn) =>
        processes.flatMap(({ events }) =>
          [0, 50, 100, 150].map((from) => events.record(caller, rotated(sent, turn).slice(from, from + 50))),
        ),
      ),
    );
    await other.destroy();
    expect(outcomes.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(100);
    expect(outcomes.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(200 * 8 - 100);
    const log = ofTenant(await follow(), caller.tenantId).filter(({ type }) => type !== 'PROFILE_MERGED');
    expect(log).toHaveLength(100);
    expect(new Set(log.map(({ messageId }) => messageId)).size).toBe(100);
    const twice = anyEvent({ messageId: 'twice', anonymousId: 'x' });
    expect(await rooms.events.record(anyCaller(), [twice, twice])).toEqual({ accepted: 1, duplicates: 1, withheld: 0 }); // prettier-ignore
  });

  it('counts the same id of another source and of another tenant as another message', async () => {
    const caller = anyCaller();
    const event = anyEvent({ messageId: 'same' });
    const callers = [caller, { ...caller, keyId: 'another' }, { ...caller, tenantId: anyCaller().tenantId }];
    for (const one of callers) expect((await rooms.events.record(one, [event])).accepted).toBe(1);
    expect(await rooms.events.record(caller, [event, event])).toEqual({
      accepted: 0,
      duplicates: 2,
      withheld: 0,
    });
  });

  it('counts a message once also of people it remembers, whose events it writes in one statement', async () => {
    const caller = anyCaller();
    const send = (...ids: string[]) =>
      rooms.events.record(
        caller,
        ids.map((messageId) => anyEvent({ messageId, anonymousId: 'known' })),
      );
    for (const id of ['1', '2', '3'])
      expect(await send(id)).toEqual({ accepted: 1, duplicates: 0, withheld: 0 });
    expect(await send('3', '4', '1', '5')).toEqual({ accepted: 2, duplicates: 2, withheld: 0 });
    const log = ofTenant(await follow(), caller.tenantId).map(({ messageId }) => messageId);
    expect(log.sort()).toEqual(['1', '2', '3', '4', '5']);
  });

  it('keeps apart what shares a write: each row has its own tenant, source, name and type', async () => {
    const { tenantId } = anyCaller();
    const callers = [anyCaller(), { ...anyCaller(), tenantId, keyId: 'web' }, { ...anyCaller(), tenantId, keyId: 'app' }];
    for (const caller of callers) await rooms.events.record(caller, [anyEvent({ messageId: 'first', anonymousId: 'known' })]);
    const sent = [
      anyEvent({ messageId: 'same', anonymousId: 'known', name: 'looked' }),
      anyEvent({ messageId: 'other', anonymousId: 'known', name: 'saved, "twice"', type: 'VEHICLE_SAVED' }),
    ];
    const outcomes = await Promise.all(callers.map((caller) => rooms.events.record(caller, sent)));
    expect(outcomes.map(({ accepted }) => accepted)).toEqual([2, 2, 2]);
    const rows: unknown[] = await manager().query(
      `select tenant_id as "tenantId", source_id as "keyId", message_id as "messageId", type, name, class, schema_version as version
       from events where tenant_id = any($1) and message_id <> 'first' order by seq`,
      [callers.map((caller) => caller.tenantId)],
    );
    expect(rows).toEqual(
      callers.flatMap((caller) =>
        sent.map(({ messageId, type, name }) => ({ tenantId: caller.tenantId, keyId: caller.keyId, messageId, type, name, class: classOf(type), version: schemaVersionOf(type) })),
      ),
    );
  }); // prettier-ignore

  it('leads the events of a remembered visitor to the person another process has meanwhile made them', async () => {
    const caller = anyCaller();
    const elsewhere = eventRooms(database.dataSource, new StandingClock(now));
    for (const name of ['one', 'two'])
      await rooms.events.record(caller, [anyEvent({ anonymousId: 'a', name })]);
    await elsewhere.events.record(caller, [anyEvent({ userId: 'u', name: 'bought' })]);
    await elsewhere.events.record(caller, [anyEvent({ anonymousId: 'a', userId: 'u', name: 'joined' })]);
    await rooms.events.record(caller, [anyEvent({ anonymousId: 'a', name: 'three' })]);

    const person = (await rooms.profiles.find(caller, { userId: 'u' }))?.id ?? '';
    const history = (await rooms.events.histories(manager(), caller.tenantId, [person], 0)).get(person);
    expect(history?.events.map(({ name }) => name)).toEqual(['one', 'two', 'bought', 'joined', 'three']);
    const three = ofTenant(await follow(), caller.tenantId).find(({ name }) => name === 'three');
    expect(three?.currentProfileId).toBe(person);
  });

  it('tells of histories what events say under the names asked for, and nothing that is sealed', async () => {
    const caller = anyCaller();
    await rooms.events.record(caller, [
      anyEvent({ userId: 'u', properties: { list: 'search', amount: 3, email: 'ann@example.com' } }),
      anyEvent({ userId: 'u', properties: {} }),
    ]);
    const person = (await rooms.profiles.find(caller, { userId: 'u' }))?.id ?? '';
    const said = async (properties?: readonly string[]) => {
      const asked = properties && { properties };
      const histories = await rooms.events.histories(manager(), caller.tenantId, [person], 0, asked);
      return histories.get(person)?.events.map((event) => event.properties);
    };
    expect(await said(['amount', 'email', 'other'])).toEqual([{ amount: 3 }, {}]);
    expect(await said()).toEqual([undefined, undefined]);
  });

  it('moves history with the person, keeps the log as it was, and tells the emptied shard', async () => {
    const caller = anyCaller();
    await rooms.events.record(caller, [
      anyEvent({ anonymousId: 'a', name: 'first', occurredAt: now - 2_000 }),
    ]);
    await rooms.events.record(caller, [anyEvent({ userId: 'u', name: 'second', occurredAt: now - 1_000 })]);
    const before = await rooms.profiles.find(caller, { anonymousId: 'a' });
    await rooms.events.record(caller, [anyEvent({ anonymousId: 'a', userId: 'u', type: 'IDENTIFIED', name: 'identify', traits: { plan: 'lease' } })]); // prettier-ignore
    const after = await rooms.profiles.find(caller, { anonymousId: 'a' });
    expect(after?.id).not.toBe(before?.id);
    expect(after?.traits).toEqual({ plan: 'lease' });
    expect(await rooms.profiles.find(caller, { id: before?.id })).toEqual(after);

    const ids = [before?.id ?? '', after?.id ?? ''];
    const histories = await rooms.events.histories(manager(), caller.tenantId, ids, 0);
    expect(histories.get(ids[0] ?? '')?.events).toEqual([]);
    expect(histories.get(ids[1] ?? '')?.events.map(({ name }) => name)).toEqual([
      'first',
      'second',
      'identify',
    ]);
    expect(histories.get(ids[1] ?? '')?.traits).toEqual({ plan: 'lease' });
    const recent = await rooms.events.histories(manager(), caller.tenantId, ids, now - 1_500);
    expect(recent.get(ids[1] ?? '')?.events).toHaveLength(2);

    const log = ofTenant(await follow(), caller.tenantId);
    expect(log.find(({ type }) => type === 'PROFILE_MERGED')).toMatchObject({ profileId: ids[0], currentProfileId: ids[1], shard: rooms.profiles.shardOf(ids[0] ?? '') }); // prettier-ignore
    expect(log.find(({ name }) => name === 'first')).toMatchObject({ profileId: ids[0], currentProfileId: ids[1] }); // prettier-ignore
    const aliases = await rooms.profiles.aliasesOf(manager(), caller.tenantId, ids);
    expect(aliases).toMatchObject([
      { profileId: ids[1], alias: rooms.profiles.aliasOf(caller.tenantId, 'userId', 'u'), version: 1 },
      { profileId: ids[1], alias: rooms.profiles.aliasOf(caller.tenantId, 'anonymousId', 'a'), version: 2 },
    ]);
  });

  it('keeps two users of one tablet apart', async () => {
    const caller = anyCaller();
    await rooms.events.record(caller, [anyEvent({ anonymousId: 'tablet', userId: 'ann' })]);
    await rooms.events.record(caller, [anyEvent({ anonymousId: 'tablet', userId: 'bob', name: "bob's" })]);
    const [ann, bob] = [await rooms.profiles.find(caller, { userId: 'ann' }), await rooms.profiles.find(caller, { userId: 'bob' })]; // prettier-ignore
    expect(ann?.id).not.toBe(bob?.id);
    expect((await rooms.profiles.find(caller, { anonymousId: 'tablet' }))?.id).toBe(ann?.id);
    const histories = await rooms.events.histories(manager(), caller.tenantId, [bob?.id ?? ''], 0);
    expect(histories.get(bob?.id ?? '')?.events.map(({ name }) => name)).toEqual(["bob's"]);
  });

  it('ends with the same people, histories and traits in any order of arrival and any grouping', async () => {
    const told = fc.record({
      device: fc.integer({ min: 0, max: 3 }),
      ids: fc.constantFrom('anonymous', 'user', 'both'),
      at: fc.integer({ min: 0, max: 4 }),
      plan: fc.option(fc.constantFrom('buy', 'lease'), { nil: undefined }),
    });
    const inAnyOrder = fc
      .array(told, { minLength: 1, maxLength: 8 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all.map((_, n) => n), { minLength: all.length, maxLength: all.length }))); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(inAnyOrder, async ([all, order]) => {
        const events = all.map(({ device, ids, at, plan }, n) =>
          anyEvent({
            messageId: `m-${n}`,
            occurredAt: now - at * 1_000,
            ...(ids === 'user' ? {} : { anonymousId: `a-${device}` }),
            ...(ids === 'anonymous' ? {} : { userId: `u-${device % 2}` }),
            ...(plan ? { traits: { plan } } : {}),
          }),
        );
        const [one, other] = [anyCaller(), anyCaller()];
        await rooms.events.record(one, events);
        await Promise.all(order.map((n) => rooms.events.record(other, events.slice(n, n + 1))));
        expect(await peopleOf(other.tenantId)).toEqual(await peopleOf(one.tenantId));
      }),
      { numRuns: 30 },
    );
  });

  /** Who there is, by their ids, with what is known of them. */
  async function peopleOf(tenantId: string) {
    const rows: { id: string }[] = await database.dataSource.query(
      `select distinct profile_id as id from identities where tenant_id = $1`,
      [tenantId],
    );
    const histories = await rooms.events.histories(manager(), tenantId, rows.map(({ id }) => id), 0); // prettier-ignore
    const people = rows.map(async ({ id }) => {
      const { traits = {}, events = [] } = histories.get(id) ?? {};
      const identities = (await rooms.profiles.find({ tenantId }, { id }))?.identities ?? [];
      return { ids: identities.map(({ value }) => value).sort().join(), traits, at: events.map(({ at }) => at) }; // prettier-ignore
    });
    return (await Promise.all(people)).sort((one, other) => (one.ids < other.ids ? -1 : 1));
  }

  it('holds what JSON can hold and PostgreSQL cannot', async () => {
    const caller = anyCaller();
    const text = 'nul \u0000 and half \ud800 pair';
    await rooms.events.record(caller, [anyEvent({ messageId: text, name: text, anonymousId: text, traits: { text }, properties: { [text]: [text] } })]); // prettier-ignore
    const [entry] = ofTenant(await follow(), caller.tenantId);
    expect(entry?.name).toBe('nul \ufffd and half \ufffd pair');
    expect(Object.keys(entry?.properties ?? {})).toEqual(['nul \ufffd and half \ufffd pair']);
  });

  it("takes our stock's word for a car, else the sender's", async () => {
    const stock = new Map([['S-1', { make: 'Toyota', price: 20_000 }]]);
    const { events } = eventRooms(database.dataSource, new StandingClock(now), stock);
    const caller = anyCaller();
    await events.record(caller, [
      anyEvent({ name: 'known', vehicleNames: ['S-1'], vehicle: { make: 'toyota' } }),
      anyEvent({ name: 'unknown', vehicleNames: ['S-2'], vehicle: { make: 'Kia' } }),
      anyEvent({ name: 'none' }),
    ]);
    const cars = new Map(
      ofTenant(await follow(), caller.tenantId).map(({ name, vehicle }) => [name, vehicle]),
    );
    expect(cars.get('known')).toEqual({ make: 'Toyota', price: 20_000 });
    expect(cars.get('unknown')).toEqual({ make: 'Kia' });
    expect(cars.get('none')).toBeNull();
  });

  it('refuses with a fault that says "later" when too much waits, and loses nothing of the rest', async () => {
    const caller = anyCaller();
    const many = Array.from({ length: 4_000 }, (_, n) => anyEvent({ anonymousId: `f-${n % 50}` }));
    const outcomes = await Promise.allSettled(
      Array.from(
        { length: 10 },
        (_, n) =>
        rooms.events.record(caller, many.map((event) => ({ ...event, messageId: `${n} ${event.messageId}` }))), // prettier-ignore
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'EVENTS_BUSY', kind: 'unavailable' }); // prettier-ignore
    const accepted = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
    expect(ofTenant(await follow(), caller.tenantId)).toHaveLength(accepted * 4_000);
  });

  it('walks every profile of a shard once', async () => {
    const seen = new Set<string>();
    for (const shard of shards) {
      let after = null;
      for (;;) {
        const page: { tenantId: string; profileId: string }[] = await rooms.profiles.page(manager(), shard, after, 7); // prettier-ignore
        for (const { tenantId, profileId } of page) {
          expect(seen.has(`${tenantId} ${profileId}`)).toBe(false);
          seen.add(`${tenantId} ${profileId}`);
          expect(rooms.profiles.shardOf(profileId)).toBe(shard);
        }
        after = page.at(-1) ?? null;
        if (after === null) break;
      }
    }
    const [row]: { count: number }[] = await database.dataSource.query('select count(distinct (tenant_id, profile_id))::int as count from identities'); // prettier-ignore
    expect(seen.size).toBe(row?.count);
  });
});

function rotated<T>(list: readonly T[], by: number): T[] {
  return [...list.slice(by * 13), ...list.slice(0, by * 13)];
}
