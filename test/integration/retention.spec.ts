import type { ConsentStatement } from '../../src/models/consent/consent-statement.js';
import type { EventEnvelope } from '../../src/models/event/event-envelope.js';
import { EventsService } from '../../src/modules/events/events.service.js';
import { settled } from '../support/database.js';
import { DailyUpkeep } from '../support/retention.js';
import { TestSegments } from '../support/segments-house.js';

const dayMs = 86_400_000;
const viewedEver = { did: { event: 'VEHICLE_VIEWED' } };

describe('events whose days are over', () => {
  let house: TestSegments;
  let upkeep: DailyUpkeep;
  // The house opens on 22 November 2026.
  beforeEach(async () => {
    house = await TestSegments.start();
    upkeep = new DailyUpkeep(house.dataSource, 3);
    await upkeep.makeMonths(house.now);
  });
  afterEach(() => house.stop());

  /** Events of every class, of two people who let their cars report. */
  const sendOfEach = async () => {
    const agreed: ConsentStatement = {
      purpose: 'IN_CAR',
      state: 'GRANTED',
      source: 'API',
      statedAt: house.now,
    };
    const types = ['VEHICLE_VIEWED', 'TEST_DRIVE_TAKEN', 'ORDER_PLACED', 'CAR_MILEAGE_REPORTED'] as const;
    const all = ['a-1', 'a-2'].flatMap((anonymousId) =>
      types.map((type): Partial<EventEnvelope> & { anonymousId: string } => ({
        anonymousId,
        type,
        consent: { statements: [agreed] },
      })),
    );
    await house.send(...all);
    await house.settle();
  };
  const marks = () =>
    house.dataSource.query<unknown>(
      'select class, kept_from as "keptFrom", removals::int as removals from event_retention order by class',
    );

  it('go month by month and class by class, and nothing else does', async () => {
    await sendOfEach();
    house.pass(100 * dayMs);
    await upkeep.makeMonths(house.now);
    await sendOfEach();
    const two = { browsing: 2, car: 2, dealing: 2, ownership: 2 };
    const inMonth = (month: string, of: object) =>
      Object.fromEntries(Object.entries(of).map(([name, rows]) => [`events_${month}_${name}`, Number(rows)]));
    expect(await upkeep.rows()).toEqual({ ...inMonth('2026_11', two), ...inMonth('2027_03', two) });

    const lines = await upkeep.remove(house.now, 'browsing=30,dealing=90,car=120');
    expect(await upkeep.rows()).toEqual({
      ...inMonth('2026_11', { car: 2, ownership: 2 }),
      ...inMonth('2027_03', two),
    });
    for (const gone of ['events_2026_11_browsing', 'events_2026_12_browsing', 'events_2026_11_dealing'])
      expect(await upkeep.hasTable(gone)).toBe(false);
    for (const kept of ['events_2026_12_dealing', 'events_2026_11_car', 'events_2027_03_browsing'])
      expect(await upkeep.hasTable(kept)).toBe(true);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'info', class: 'dealing', partition: 'events_2026_11_dealing' }),
    );
    expect(await marks()).toEqual([
      { class: 'browsing', keptFrom: new Date('2027-01-01T00:00:00Z'), removals: 1 },
      { class: 'dealing', keptFrom: new Date('2026-12-01T00:00:00Z'), removals: 1 },
    ]);

    expect(await upkeep.remove(house.now, 'browsing=30,dealing=90,car=120')).toEqual([]);
    await upkeep.remove(house.now, 'browsing=30,dealing=30,ownership=30,car=30');
    expect(await upkeep.hasTable('events_2026_11')).toBe(false);
    expect(await upkeep.rows()).toEqual(inMonth('2027_03', two));
  });

  it('are gone from memberships too: who was in by them leaves, who was kept out comes in', async () => {
    const { caller, segments } = house;
    const looked = await house.make('Ever looked', viewedEver);
    const never = await house.make('Never looked', { not: viewedEver });
    const lately = await house.make('Lately looked', { did: { event: 'VEHICLE_VIEWED', within: 'P14D' } });
    await house.send({ anonymousId: 'a-1' }, { anonymousId: 'a-2' });
    await house.settle();
    house.pass(250 * dayMs);
    await upkeep.makeMonths(house.now);
    await house.send({ anonymousId: 'a-2' });
    await house.settle();
    const sizes = () => Promise.all([looked, never, lately].map((id) => segments.size(caller, id)));
    expect(await sizes()).toEqual([2, 0, 1]);

    await upkeep.remove(house.now, 'browsing=100');
    expect(await house.differences()).toHaveLength(2);
    await Promise.all([house.removals.follow(), house.removals.follow()]);
    expect(await segments.isEvaluating(caller, looked)).toBe(true);
    await house.settle();
    expect(await sizes()).toEqual([1, 1, 1]);
    expect(await house.differences()).toEqual([]);

    await house.removals.follow();
    expect(await segments.isEvaluating(caller, looked)).toBe(false);
    expect(await segments.isEvaluating(caller, lately)).toBe(false);
  });

  it('have memberships follow in as many statements as ever, however many segments there are, and whoever renames one meanwhile', async () => {
    const { caller, segments } = house;
    const looked = await house.make('Ever looked', viewedEver);
    for (let n = 0; n < 30; n++) await house.make(`Ever looked, ${n}`, viewedEver);
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    house.pass(250 * dayMs);
    await upkeep.makeMonths(house.now);
    await upkeep.remove(house.now, 'browsing=100');

    const events = house.service(EventsService);
    const holdAll = events.holdAll.bind(events);
    let statements = 0;
    events.holdAll = async (manager, consumer) => {
      await segments.update(caller, looked, { name: 'Ever looked at anything' });
      await holdAll(manager, consumer);
      const query = manager.query.bind(manager);
      Object.assign(manager, { query: (...given: Parameters<typeof query>) => (statements++, query(...given)) }); // prettier-ignore
    };
    await house.removals.follow();
    Object.assign(events, { holdAll });
    expect(statements).toBeLessThan(6);
    await house.settle();
    expect(await segments.size(caller, looked)).toBe(0);
    expect(await house.differences()).toEqual([]);
  });

  it('stay until everyone has read them, and that is said', async () => {
    await house.send({ anonymousId: 'a-1' });
    house.pass(100 * dayMs);
    const unread = await upkeep.remove(house.now, 'browsing=30');
    expect(unread).toContainEqual(expect.objectContaining({ level: 'warn', class: 'browsing', unreadBy: ['worker'] })); // prettier-ignore
    expect(await upkeep.rows()).toEqual({ events_2026_11_browsing: 1 });
    await house.settle();
    await house.dataSource.query(`insert into log_positions select 'leads', shard, 0, 0 from log_positions`);
    const behind = await upkeep.remove(house.now, 'browsing=30');
    expect(behind).toContainEqual(expect.objectContaining({ level: 'warn', unreadBy: ['leads'] }));
    expect(await upkeep.rows()).toEqual({ events_2026_11_browsing: 1 });
    await house.dataSource.query(`delete from log_positions where consumer = 'leads'`);
    await upkeep.remove(house.now, 'browsing=30');
    expect(await upkeep.rows()).toEqual({});
  });

  it('are removed one by one where they lie in no month, but for those nobody has read', async () => {
    await house.dataSource.query('drop table events_2026_11, events_2026_12');
    await sendOfEach();
    await house.send({ anonymousId: 'unread' });
    expect(await upkeep.rows()).toEqual({ events_default: 9 });
    house.pass(100 * dayMs);
    const lines = await upkeep.remove(house.now, 'browsing=30,car=30');
    expect(await upkeep.rows()).toEqual({ events_default: 5 });
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', unreadBy: ['segments'] }));
    await house.settle();
    await upkeep.remove(house.now, 'browsing=30,car=30');
    expect(await upkeep.rows()).toEqual({ events_default: 4 });
    expect(await marks()).toMatchObject([
      { class: 'browsing', removals: 2 },
      { class: 'car', removals: 1 },
    ]);
  });

  it('are removed once by however many processes, and left where somebody has them in use', async () => {
    await sendOfEach();
    house.pass(100 * dayMs);
    const reader = house.dataSource.createQueryRunner();
    await reader.startTransaction();
    await reader.query('select count(*) from events_2026_11_browsing');
    const [line] = await upkeep.remove(house.now, 'browsing=30');
    expect(line?.['msg']).toMatch(/in use/);
    await house.send({ anonymousId: 'meanwhile' });
    await reader.rollbackTransaction();
    await reader.release();
    await Promise.all([1, 2, 3].map(() => upkeep.removeAgain(house.now, 'browsing=30')));
    await upkeep.removeAgain(house.now, 'browsing=30');
    expect(await upkeep.hasTable('events_2026_11_browsing')).toBe(false);
    expect(await marks()).toMatchObject([{ class: 'browsing', removals: 1 }]);
  });

  it('stay while the log is new, and where the clock is not to be trusted', async () => {
    await sendOfEach();
    house.pass(100 * dayMs);
    const untrusted = await upkeep.removeAgain(house.now, 'browsing=30', 0);
    expect(untrusted.map(({ level }) => level)).toEqual(['warn']);
    expect(untrusted[0]?.['msg']).toMatch(/clock/);
    await house.dataSource.query('update log_base set raised_at = null, received_from = null');
    expect(await upkeep.removeAgain(house.now, 'browsing=30')).toEqual([]);
    expect(await upkeep.hasTable('events_2026_11_browsing')).toBe(true);
  });

  it('leave the log whole for those who follow it, also for who sends by a clock that is behind', async () => {
    const looked = await house.make('Ever looked', viewedEver);
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    for (let day = 0; day < 3; day++) {
      house.pass(dayMs);
      await upkeep.remove(house.now, 'browsing=30');
    }
    // Nobody is moved on past what a transaction under way, of whatever database, may yet write.
    await settled(house.dataSource.manager);
    await upkeep.removeAgain(house.now, 'browsing=30');
    const places: { receivedFrom: Date; idle: number; behind: number }[] = await house.dataSource.query(
      `select readable_from as "receivedFrom", (select count(*)::int from log_positions where xid >= readable_xid) as idle,
         (select count(*)::int from log_positions where xid < readable_xid) as behind from log_base`,
    );
    expect(places).toEqual([{ receivedFrom: new Date(house.now - 3 * dayMs), idle: 3, behind: 0 }]);
    const { now } = house;
    house.pass(-200 * dayMs);
    await house.send({ anonymousId: 'a-2' }, { anonymousId: 'a-3' });
    house.pass(now - house.now);
    await house.settle();
    expect(await house.segments.size(house.caller, looked)).toBe(3);
    expect(await house.differences()).toEqual([]);
  });
});
