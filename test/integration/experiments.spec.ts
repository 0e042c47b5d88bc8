import { randomUUID } from 'node:crypto';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Caller } from '../../src/models/caller.js';
import type { EventEnvelope } from '../../src/models/event/event-envelope.js';
import type { Person } from '../../src/models/rights/personal-data.js';
import { EventsService } from '../../src/modules/events/events.service.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import { CountingService } from '../../src/modules/experiments/counting.service.js';
import { ExposuresRepository } from '../../src/modules/experiments/counting/exposures.repository.js';
import { ExperimentsModule } from '../../src/modules/experiments/experiments.module.js';
import { ExperimentsService } from '../../src/modules/experiments/experiments.service.js';
import { ExperimentsPersonalData } from '../../src/modules/experiments/personal-data.service.js';
import { ResultsService } from '../../src/modules/experiments/results.service.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { ProfilesPersonalData } from '../../src/modules/profiles/personal-data.service.js';
import { ProfilesService } from '../../src/modules/profiles/profiles.service.js';
import { createTestTenant } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { createTestDatabase, settled, type TestDatabase } from '../support/database.js';
import { anyEvent } from '../support/event-rooms.js';

@Module({ imports: [PlatformModule, ExperimentsModule] })
class ExperimentsHouse {}

const dayMs = 86_400_000;

describe('counting an experiment', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  const clock = { at: Date.now() };
  const began = clock.at;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { id: tenantId } = await createTestTenant(database.dataSource, 'tries');
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'fatal';
    process.env['SHARDS'] = '3';
    app = await NestFactory.createApplicationContext(ExperimentsHouse, { logger: false, abortOnError: false }); // prettier-ignore
    app.get(Clock).now = () => clock.at;
    caller = { tenantId, role: 'marketer', keyId: randomUUID() };
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const of = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type, { strict: false });
  const unit = (anonymousId: string) => of(ProfilesService).aliasOf(caller.tenantId, 'anonymousId', anonymousId); // prettier-ignore
  const start = async () => {
    const arms = [{ name: 'Without', share: 0.5, isHeldOut: true }, { name: 'With', share: 0.5 }]; // prettier-ignore
    const draft = { name: 'All of it', kind: 'HOLD_OUT' as const, arms, measure: 'LEADS' as const, countedFor: 'P10D', guardRails: [{ measure: 'VALUE' as const, mayFall: 0.1 }, { measure: 'SALES' as const, mayFall: 0.1 }] }; // prettier-ignore
    const made = await of(ExperimentsService).create(caller, draft);
    if ('problems' in made) throw new Error(JSON.stringify(made.problems));
    const begun = await of(ExperimentsService).start(caller, made.id);
    expect(begun).toMatchObject({ status: 'RUNNING', slotsFrom: 0, slotsTo: 10_000 });
    return made.id;
  };
  const expose = (experimentId: string, all: readonly (readonly [string, number, number])[]) =>
    of(ExposuresRepository).insert(all.map(([anonymousId, arm, exposedAt]) => ({ tenantId: caller.tenantId, experimentId, unit: unit(anonymousId), arm, decisionId: randomUUID(), exposedAt }))); // prettier-ignore
  const did = (type: EventEnvelope['type'], who: object, occurredAt: number, properties = {}) =>
    of(EventsService).record(caller, [anyEvent({ type, name: type, occurredAt, properties, ...who })]);
  const count = async () => {
    await settled(database.dataSource.manager);
    await of(CountingService).run();
  };
  const sums = async (id: string, measure = 'LEADS') => {
    await count();
    const before: unknown = await database.dataSource.query('select arm, people, y::float, yy::float, x::float from experiment_sums where experiment_id = $1 and measure = $2 order by arm', [id, measure]); // prettier-ignore
    await count(); // again it changes nothing
    expect(await database.dataSource.query('select arm, people, y::float, yy::float, x::float from experiment_sums where experiment_id = $1 and measure = $2 order by arm', [id, measure])).toEqual(before); // prettier-ignore
    return before;
  };
  const row = (arm: number, people: number, y: number, yy: number, x = 0) => ({ arm, people, y, yy, x });
  const profileOf = async (anonymousId: string) =>
    (await of(ProfilesService).find(caller, { anonymousId }))?.id ?? '';

  it('counts each person once, in their first arm, through lateness, merges and back, and erasure', async () => {
    const id = await start();
    await did('VEHICLE_VIEWED', { anonymousId: 'ann' }, began - dayMs);
    await expose(id, [['ann', 1, began], ['bob', 0, began], ['ann', 1, began + 5], ['nobody', 0, began]]); // prettier-ignore
    await did('LEAD_SUBMITTED', { anonymousId: 'ann' }, began + 1_000);
    await did('LEAD_SUBMITTED', { anonymousId: 'bob' }, began - 1_000);
    await did('LEAD_SUBMITTED', { anonymousId: 'stranger' }, began + 1_000);
    expect(await sums(id)).toEqual([row(0, 2, 0, 0, 1), row(1, 1, 1, 1, 1)]);

    // Told late, of within the ten days, and of after.
    clock.at = began + 12 * dayMs;
    await did('LEAD_SUBMITTED', { anonymousId: 'bob' }, began + 9 * dayMs);
    await did('LEAD_SUBMITTED', { anonymousId: 'bob' }, began + 11 * dayMs);
    await did('ORDER_PLACED', { anonymousId: 'ann' }, began + 9 * dayMs, { amount: '21500.50' });
    expect(await sums(id)).toEqual([row(0, 2, 1, 1, 1), row(1, 1, 1, 1, 1)]);
    expect(await sums(id, 'VALUE')).toEqual([row(0, 2, 0, 0, 1), row(1, 1, 2_150_050, 2_150_050 ** 2, 1)]);
    expect(await sums(id, 'SALES')).toEqual([row(0, 2, 0, 0, 1), row(1, 1, 1, 1, 1)]);

    // Somebody else turns out to be Ann, who was exposed first: her arm has all they did. Then they are two again.
    await expose(id, [['ann-at-work', 0, began + dayMs]]);
    await did('LEAD_SUBMITTED', { anonymousId: 'ann-at-work' }, began + 2 * dayMs);
    expect(await sums(id)).toEqual([row(0, 3, 2, 2, 1), row(1, 1, 1, 1, 1)]);
    const joined = await of(MergingService).merge(caller, { fromProfileId: await profileOf('ann-at-work'), intoProfileId: await profileOf('ann'), reason: 'same person', isVerified: true }); // prettier-ignore
    if (joined.kind !== 'merged') throw new Error(joined.kind);
    expect(await sums(id)).toEqual([row(0, 2, 1, 1, 1), row(1, 1, 2, 4, 1)]);
    expect((await of(ResultsService).of(caller, id))?.seconds).toBe(1);
    await of(MergingService).unmerge(caller, joined.merge.id);
    expect(await sums(id)).toEqual([row(0, 3, 2, 2, 1), row(1, 1, 1, 1, 1)]);

    // What is kept of Ann is shown to her, and gone with her; what she added stays.
    const profileId = await profileOf('ann');
    const person: Person | null = await of(ProfilesPersonalData).person(caller.tenantId, profileId);
    if (!person) throw new Error('nobody');
    const shown: unknown[] = [];
    for await (const { section, record } of of(ExperimentsPersonalData).records(person)) shown.push([section, record]); // prettier-ignore
    expect(shown).toEqual([['experiments', expect.objectContaining({ experiment: 'All of it', arm: 'With', experimentId: id })]]); // prettier-ignore
    // Unknown at first, exposed, and gone before counting ever looked: known by the hash that erasure leaves behind.
    await expose(id, [['gone', 1, began + 3 * dayMs]]);
    expect(await sums(id)).toEqual([row(0, 3, 2, 2, 1), row(1, 2, 1, 1, 1)]);
    await did('IDENTIFIED', { anonymousId: 'gone', userId: 'gone-user' }, began + 3 * dayMs);
    const gone = await of(ProfilesPersonalData).person(caller.tenantId, await profileOf('gone'));
    for (const each of [person, gone])
      for (const room of [ProfilesPersonalData, ExperimentsPersonalData])
        await database.dataSource.transaction(async (manager) => each && of<ProfilesPersonalData | ExperimentsPersonalData>(room).erase(manager, each)); // prettier-ignore
    expect(await sums(id)).toEqual([row(0, 3, 2, 2, 1), row(1, 2, 1, 1, 1)]);
    const left: { unit: Buffer }[] = await database.dataSource.query('select unit from experiment_exposures where experiment_id = $1', [id]); // prettier-ignore
    expect(left.map((each) => each.unit.toString('base64url')).sort()).toEqual(['bob', 'nobody', 'ann-at-work'].map(unit).sort()); // prettier-ignore
  }, 60_000);

  it('forgets who took part some weeks after the last day that counts, and keeps what was found', async () => {
    clock.at = began + 20 * dayMs;
    const id = await start();
    await expose(id, [['carla', 0, clock.at], ['dan', 1, clock.at]]); // prettier-ignore
    await did('LEAD_SUBMITTED', { anonymousId: 'dan' }, clock.at + 1);
    await of(ExperimentsService).end(caller, id);
    const found = await sums(id);
    expect(found).toEqual([row(0, 1, 0, 0), row(1, 1, 1, 1)]);
    const kept = async () => Number((await database.dataSource.query<{ n: string }[]>('select count(*) as n from experiment_exposures where experiment_id = $1', [id]))[0]?.n); // prettier-ignore
    clock.at += 40 * dayMs - 60_000;
    await count();
    expect(await kept()).toBe(2);
    clock.at += 120_000;
    await count();
    expect(await kept()).toBe(0);
    expect(await sums(id)).toEqual(found);
    expect((await of(ResultsService).of(caller, id))?.verdict).toEqual({ kind: 'KEEP_GOING' });
  }, 60_000);
});
