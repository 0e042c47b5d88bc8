import type { Caller } from '../../src/models/caller.js';
import type { ConsentSignals } from '../../src/models/consent/consent-signals.js';
import type { EventEnvelope } from '../../src/models/event/event-envelope.js';
import { createTestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { anyEvent, eventRooms, StandingClock, type EventRooms } from '../support/event-rooms.js';

const noon = Date.parse('2026-11-22T12:00:00Z');
const denies: ConsentSignals = { context: { analytics_storage: 'denied' } };
const grants: ConsentSignals = { context: { analytics_storage: 'granted' } };

/** What is kept of people's events, as their consent allows. */
describe('events of people with a will of their own', () => {
  let database: TestDatabase;
  let rooms: EventRooms;
  let caller: Caller;
  let clock: StandingClock;
  let tenants = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    clock = new StandingClock(noon + 3_600_000);
    rooms = eventRooms(database.dataSource, clock);
  });
  beforeEach(async () => {
    const { id } = await createTestTenant(database.dataSource, `t-${++tenants}`);
    caller = { tenantId: id, role: 'collector', keyId: 'collector0001' };
  });
  afterAll(() => database.drop());

  const send = (...events: Partial<EventEnvelope>[]) =>
    rooms.events.record(caller, events.map((event) => anyEvent({ type: 'VEHICLE_VIEWED', ...event }))); // prettier-ignore
  const log = (): Promise<{ type: string; identified: boolean }[]> =>
    database.dataSource.query(
      `select type, identity_id is not null as identified from events where tenant_id = $1 order by seq`,
      [caller.tenantId],
    );
  const typesInLog = async () => (await log()).map(({ type }) => type);
  const stateOf = async (anonymousId: string, purpose: string) => {
    const profile = await rooms.profiles.find(caller, { anonymousId });
    const owners = await rooms.profiles.identitiesOf(database.dataSource.manager, caller.tenantId, [profile?.id ?? '']); // prettier-ignore
    const [states] = await rooms.consent.statesOf(database.dataSource.manager, caller.tenantId, [[...owners.keys()]]); // prettier-ignore
    return states?.find((one) => one.purpose === purpose)?.state;
  };

  it('are kept while nobody objects', async () => {
    expect(await send({}, {})).toEqual({ accepted: 2, duplicates: 0, withheld: 0 });
  });

  it('are withheld and counted from the very event that says no, for new and for known visitors', async () => {
    expect(await send({ consent: denies })).toEqual({ accepted: 0, duplicates: 0, withheld: 1 });
    expect(await send({}, { anonymousId: 'other' })).toEqual({ accepted: 1, duplicates: 0, withheld: 1 });
    expect(await send({}, { anonymousId: 'other' })).toEqual({ accepted: 1, duplicates: 0, withheld: 1 });
    expect(await typesInLog()).toEqual(['CONSENT_CHANGED', 'VEHICLE_VIEWED', 'VEHICLE_VIEWED']);
  });

  it.each([[], [{ anonymousId: 'somebody new' }]])('are not counted while withheld, so the same is kept once it is allowed (beside %j)', async (...beside) => {
    const again = { messageId: 'again', occurredAt: noon + 60_000 };
    await send({ consent: denies });
    expect(await send(again, ...beside)).toMatchObject({ duplicates: 0, withheld: 1 });
    await send({ consent: grants, occurredAt: noon + 120_000 });
    expect(await send(again)).toEqual({ accepted: 1, duplicates: 0, withheld: 0 });
    expect(await send(again)).toEqual({ accepted: 0, duplicates: 1, withheld: 0 });
  }); // prettier-ignore

  it('are kept again from the event on that says yes', async () => {
    await send({ consent: denies });
    const later = noon + 60_000;
    expect(await send({ consent: grants, occurredAt: later })).toMatchObject({ accepted: 1, withheld: 0 });
    expect(await send({ occurredAt: later })).toMatchObject({ accepted: 1, withheld: 0 });
  });

  it('do not change their mind with an older word that arrives late', async () => {
    await send({ consent: denies, occurredAt: noon });
    expect(await send({ consent: grants, occurredAt: noon - 60_000 })).toMatchObject({ withheld: 1 });
  });

  it('cannot speak from the future', async () => {
    await send({ consent: grants, occurredAt: clock.at + 80_000_000 });
    clock.at += 1_000;
    expect(await send({ consent: denies, occurredAt: clock.at })).toMatchObject({ withheld: 1 });
  });

  it('keep what people ask for or tell us themselves', async () => {
    await send({ consent: denies });
    const asked = [
      'LEAD_SUBMITTED',
      'TEST_DRIVE_BOOKED',
      'TEST_DRIVE_TAKEN',
      'ORDER_PLACED',
      'IDENTIFIED',
    ] as const;
    expect(await send(...asked.map((type) => ({ type })))).toMatchObject({ accepted: 5, withheld: 0 });
    expect(await send({ type: 'CUSTOM' }, { type: 'OFFER_VIEWED' })).toMatchObject({ withheld: 2 });
  });

  it('follow the person: what the browser denied, the account denies once they are one', async () => {
    await send({ userId: 'u-1' });
    await send({ anonymousId: 'b-1', consent: denies });
    expect(await send({ userId: 'u-1', anonymousId: 'b-1' })).toMatchObject({ withheld: 1 });
    expect(await send({ userId: 'u-1' })).toMatchObject({ withheld: 1 });
  });

  it('tell followers of the log once that something changed, and nothing when nothing did', async () => {
    await send({ consent: { gpc: true } });
    await send({ consent: { gpc: true }, occurredAt: noon + 1_000 });
    await send({ consent: { gpc: true }, occurredAt: noon + 2_000 }, { occurredAt: noon + 3_000 });
    expect(await log()).toEqual([
      { type: 'VEHICLE_VIEWED', identified: true },
      { type: 'CONSENT_CHANGED', identified: false },
      { type: 'VEHICLE_VIEWED', identified: true },
      { type: 'VEHICLE_VIEWED', identified: true },
      { type: 'VEHICLE_VIEWED', identified: true },
    ]);
    expect(await stateOf('a-1', 'ADS')).toBe('DENIED');
    expect(await stateOf('a-1', 'ANALYTICS')).toBe('GRANTED');
  });

  it('wait for a yes where the tenant says so', async () => {
    const policy = { regime: 'OPT_IN', version: '1', categories: [{ id: 'statistics', purposes: ['ANALYTICS' as const] }] } as const; // prettier-ignore
    await rooms.consent.setPolicy(caller, { ...policy, gpcDenies: [] });
    expect(await send({}, { type: 'LEAD_SUBMITTED' })).toMatchObject({ accepted: 1, withheld: 1 });
    const consent = { context: { categoryPreferences: { statistics: true } } };
    expect(await send({ consent }, {})).toMatchObject({ accepted: 2, withheld: 0 });
    expect(await send({}, { anonymousId: 'other' })).toMatchObject({ accepted: 1, withheld: 1 });
  });

  it('are told apart in one write: other people, other tenants and other purposes go their own way', async () => {
    await send({ anonymousId: 'no', consent: denies });
    const people = Array.from({ length: 50 }, (_, at) => (at % 5 === 0 ? 'no' : `yes-${at}`));
    const outcomes = await Promise.all(people.map((anonymousId) => send({ anonymousId })));
    expect(outcomes.map(({ withheld }) => withheld)).toEqual(people.map((id) => (id === 'no' ? 1 : 0)));
  });
});
