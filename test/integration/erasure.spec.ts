import { z } from 'zod';
import { HouseholdsRepository } from '../../src/modules/profiles/households.repository.js';
import { HouseholdsService } from '../../src/modules/profiles/households.service.js';
import { PersonalConsentService } from '../../src/modules/events/permission/personal-consent.service.js';
import { Rejections } from '../../src/modules/events/rejections.js';
import { ProfilesService } from '../../src/modules/profiles/profiles.service.js';
import { KnownIdsService } from '../../src/modules/profiles/known-ids.service.js';
import { ListEditor } from '../../src/modules/segments/lists/list-editor.service.js';
import { ListEntriesRepository } from '../../src/modules/segments/lists/list-entries.repository.js';
import { ListWriter } from '../../src/modules/segments/lists/list-writer.js';
import { ListsService } from '../../src/modules/segments/lists/lists.service.js';
import { Rectification } from '../../src/modules/rights/rectification.js';
import { anyEvent } from '../support/event-rooms.js';
import { everyRow } from '../support/every-row.js';
import { carsOf, homeOf, TestRights } from '../support/rights-house.js';

/** Workers that look at a request until it is granted; more would mean that it never is. */
const mostWorkers = 10;
/** People who live in the house at once. */
const atOnce = 25;
const rowsSchema = z.array(z.object({ id: z.string() }));

describe('granting what people ask for, whoever dies on the way', () => {
  let house: TestRights;
  beforeAll(async () => {
    house = await TestRights.start();
  });
  afterAll(() => house.stop());

  /** Lets workers at it, the first of which dies before the given statement of all that are made; says before which it matters. */
  const grant = async (request: Awaited<ReturnType<TestRights['ask']>>, diesBefore = Infinity) => {
    let statements = 0;
    const turns: number[] = [];
    for (let worker = 0; worker < mostWorkers; worker++) {
      const done = await house.work(request, diesBefore - statements);
      turns.push(...done.turns.map((turn) => turn + statements));
      statements += done.statements;
      if (!done.hasSurvived) diesBefore = Infinity;
      if ((await house.find(request)).status === 'DONE') return { turns, hasDied: diesBefore === Infinity };
      house.pass();
    }
    throw new Error(`not granted by ${mostWorkers} workers`);
  };
  /** Every id under which the database speaks of these profiles. */
  const tracesOf = async (profiles: readonly string[]) => {
    const identities: unknown = await house.dataSource.query('select id from identities where profile_id = any($1)', [profiles]); // prettier-ignore
    return [...profiles, ...rowsSchema.parse(identities).map(({ id }) => id)];
  };
  const tablesThatName = async (traces: readonly string[]) => {
    // Whoever holds people in memory hears of it by a note that names them, and removes it.
    await house.readTheLog();
    const rows = await everyRow(house.dataSource);
    return rows.filter(({ row }) => traces.some((trace) => row.includes(trace))).map(({ table }) => table);
  };

  it('erases everything and tells of all of it, whichever statement was the last of a worker', async () => {
    const whole = await house.live(['whole']);
    const wholeTraces = await tracesOf(whole);
    const tables = new Set(await tablesThatName(wholeTraces));
    const some = [
      'household_members',
      'segment_changes',
      'test_drive_bookings',
      'handover_deliveries',
      'bullmq.job',
    ];
    expect([...tables]).toEqual(expect.arrayContaining(some));
    const { identities } = (await house.service(ProfilesService).find(house.caller, { userId: 'user-whole' })) ?? {}; // prettier-ignore
    expect(identities?.map(({ kind }) => kind)).toEqual(['userId', 'anonymousId', 'formerVin', 'ownedVin']);
    const request = await house.ask('ERASURE', 'whole');
    const { turns } = await grant(request);
    const { receipt } = await house.find(request);
    const counts = new Map((receipt ?? []).map(({ what, count }) => [what, count]));
    expect(counts.get('consentStatements')).toBeGreaterThan(0);
    expect(Object.fromEntries(counts)).toMatchObject({
      rejectedEvents: 2,
      identities: 4,
      householdStatements: 1,
      events: 7,
      audienceStays: 1,
      audienceChanges: 1,
      listEntries: 1,
      decisions: 1,
      leads: 1,
      testDrives: 1,
    });
    expect(turns.length).toBeGreaterThan(80);
    expect(await house.service(HouseholdsService).known(house.caller, homeOf('whole'))).toBeNull();

    const names = turns.map((cut) => `cut-${cut}`);
    const traces = [...wholeTraces, ...names];
    for (const [at, cut] of turns.entries()) {
      // Some at a time: each erasure looks through all that was refused, of whoever lives there.
      if (at % atOnce === 0) traces.push(...(await tracesOf(await house.live(names.slice(at, at + atOnce)))));
      const name = `cut-${cut}`;
      const asked = await house.ask('ERASURE', name);
      const { hasDied } = await grant(asked, cut);
      expect(hasDied).toBe(true);
      const done = { receipt, profileId: null, profileIds: [], identityIds: [], stepsDone: request.steps };
      expect([cut, await house.find(asked)]).toMatchObject([cut, done]);
    }
    expect(await tablesThatName(traces)).toEqual([]);
    expect(await house.service(ListsService).size(house.caller, house.listId)).toBe(0);
  }, 600_000);

  it('erases more notes of our own than fit into one transaction', async () => {
    const [profileId = ''] = await house.live(['noted']);
    const traces = await tracesOf([profileId]);
    await house.dataSource.query(
      `insert into events (tenant_id, shard, xid, seq, received_at, class, occurred_at, profile_id, type, name, message_id, source_id, properties)
       select e.tenant_id, e.shard, e.xid, nextval('event_seq'), e.received_at, e.class, e.occurred_at, e.profile_id, 'CONSENT_CHANGED', 'note', gen_random_uuid()::text, 'carousel', '{}'
       from (select * from events where profile_id = $1 limit 1) e cross join generate_series(1, 12000)`,
      [profileId],
    );
    const request = await house.ask('ERASURE', 'noted');
    await grant(request);
    expect(await tablesThatName(traces)).toEqual([]);
    const counts = new Map(
      ((await house.find(request)).receipt ?? []).map(({ what, count }) => [what, count]),
    );
    expect(counts.get('logNotes')).toBeGreaterThanOrEqual(12_000);
  });

  it('tells in the receipt of events, too, that whoever reads the log came upon first', async () => {
    await house.live(['swift']);
    const occurredAt = house.now - 1_000;
    const late = Array.from({ length: 20 }, () => anyEvent({ userId: 'user-swift', occurredAt }));
    await house.events.record(house.caller, late);
    const request = await house.ask('ERASURE', 'swift');
    await house.sayGoodbye(request);
    await house.readTheLog();
    await grant(request);
    const { receipt } = await house.find(request);
    expect(receipt?.find(({ what }) => what === 'events')?.count).toBe(27);
  });

  it('erases who stands in a finished audience export and in one that is being made', async () => {
    const [profileId = ''] = await house.live(['handed-on']);
    const traces = await tracesOf([profileId]);
    const underWay = await house.handOn('handed-on');
    expect(await tablesThatName(traces)).toContain('exported_identities');
    expect(await house.exportParts()).toHaveLength(2);
    const request = await house.ask('ERASURE', 'handed-on');
    await grant(request);
    expect(await tablesThatName(traces)).toEqual([]);
    expect(await house.exportParts()).toEqual([]);
    expect((await house.find(request)).receipt).toContainEqual({ what: 'exportsToGoogle', count: 1 });
    expect(await underWay()).toMatchObject({ status: 'RUNNING', exported: 0, parts: 0 });
  });

  it('erases what was being said of a household while the person was erased', async () => {
    await house.live(['racer']);
    const profiles = house.service(ProfilesService);
    const { identityId = '' } = (await profiles.lookUp(house.caller.tenantId, 'userId', 'user-racer')) ?? {};
    const request = await house.ask('ERASURE', 'racer');
    const writer = house.dataSource.createQueryRunner();
    await writer.startTransaction();
    const said = { tenantId: house.caller.tenantId, identityId, household: 'another home', at: Date.now() };
    await house.service(HouseholdsRepository).say(writer.manager, [said]);
    const working = house.work(request);
    await house.stuck();
    await writer.commitTransaction();
    await writer.release();
    await working;
    await grant(request);
    expect(await tablesThatName([identityId])).toEqual([]);
  });

  it('erases who was being put on a list while they were erased', async () => {
    await house.live(['invited']);
    const { tenantId } = house.caller;
    const list = await house.service(ListEditor).begin(house.caller, house.listId);
    house.pass();
    const known = house.service(KnownIdsService);
    const id = known.keyOf(tenantId, 'userId', 'user-invited');
    const ids = id ? [id] : [];
    const request = await house.ask('ERASURE', 'invited');
    const entries = house.service(ListEntriesRepository);
    await entries.takeOff(house.dataSource.manager, list, ids.map(({ hash }) => hash)); // prettier-ignore
    const writer = house.dataSource.createQueryRunner();
    await writer.startTransaction();
    expect((await known.leadersKept(writer.manager, tenantId, ids)).size).toBe(1);
    await entries.put(writer.manager, list, ids, list.updatedAt);
    const working = house.work(request);
    await house.stuck();
    await writer.commitTransaction();
    await writer.release();
    await working;
    expect(await house.service(ListsService).size(house.caller, house.listId)).toBe(0);
    // Said before the erasure, and written after.
    const tally = await house.service(ListWriter).put(list, ids);
    expect(tally).toMatchObject({ added: 0, withheld: 1 });
    await grant(request);
    house.pass();
    const again = await house.service(ListEditor).begin(house.caller, house.listId);
    expect(await house.service(ListWriter).put(again, ids)).toMatchObject({ added: 1, withheld: 0 });
    await house.service(ListWriter).takeOff(again, ids);
  });

  it('keeps late reports of a car from coming back that an erased person sold, and none of its owner of now', async () => {
    await house.live(['seller', 'other']);
    const { sold } = carsOf('seller');
    const consent = house.service(PersonalConsentService);
    for (const userId of ['user-other', 'second-hand'])
      await consent.record(house.caller, { viewer: { userId }, statements: [{ purpose: 'IN_CAR', state: 'GRANTED' }] }); // prettier-ignore
    const before = { anonymousId: 'browser-other', properties: { vin: sold, mileageKm: 9 } };
    const report = async (occurredAt: number) => {
      const event = anyEvent({ ...before, type: 'CAR_MILEAGE_REPORTED', name: 'mileage', occurredAt });
      return (await house.events.record(house.caller, [event])).accepted;
    };
    const bought: { at: Date }[] = await house.dataSource.query(
      `select owned_since as at from identities where kind = 'ownedVin' and hash = $1`,
      [Buffer.from(house.service(ProfilesService).aliasOf(house.caller.tenantId, 'ownedVin', sold), 'base64url')], // prettier-ignore
    );
    const handedOver = bought[0]?.at.getTime() ?? 0;
    // Without the car it is theirs in whose phone it came.
    expect(await report(handedOver - 2)).toBe(1);
    await grant(await house.ask('ERASURE', 'seller'));
    expect(await report(handedOver - 1)).toBe(0);
    expect(await report(handedOver)).toBe(1);
    expect(await report(handedOver + 1)).toBe(1);

    const refused = (occurredAt: number) => {
      const reported = { messageId: `late ${occurredAt}`, name: 'In-Car Mileage', occurredAt, anonymousId: 'unit' }; // prettier-ignore
      const payload = { event: 'In-Car Mileage', properties: { vin: sold }, occurredAt };
      return house.service(Rejections).keep(house.caller, [{ code: 'INVALID_EVENT', message: 'x', messageId: reported.messageId, payload, reported }]); // prettier-ignore
    };
    await refused(handedOver - 1);
    await refused(handedOver);
    const kept: { message_id: string | null }[] = await house.dataSource.query(`select message_id from rejected_events where code = 'INVALID_EVENT' order by 1`); // prettier-ignore
    expect(kept).toEqual([{ message_id: `late ${handedOver}` }, { message_id: null }]);
  });

  it('keeps late events from somebody who is back after an erasure, however often they came since', async () => {
    await house.live(['returner']);
    const before = house.now;
    await grant(await house.ask('ERASURE', 'returner'));
    house.pass();
    const seen = async (occurredAt: number) => {
      const event = anyEvent({ userId: 'user-returner', occurredAt });
      return (await house.events.record(house.caller, [event])).accepted;
    };
    for (let visit = 0; visit < 3; visit++) {
      expect(await seen(house.now)).toBe(1);
      expect(await seen(before)).toBe(0);
    }
  });

  it('puts right what is told of somebody who is known by a telephone and a car', async () => {
    const phone = { kind: 'phone', value: '+442079460018' } as const;
    const car = { kind: 'ownedVin', value: 'WVWZZZ1KZAW000031' } as const;
    const otherIds = [phone, car].map((id) => ({ ...id, isVerified: true }));
    await house.events.record(house.caller, [anyEvent({ type: 'IDENTIFIED', otherIds })]);
    const facts = [{ name: 'city', value: 'Leeds' }];
    const put = await house.service(Rectification).rectify(house.caller, { identity: car }, facts);
    expect(put?.traits).toEqual({ city: 'Leeds' });
  });

  it('makes a whole document, whichever statement was the last of a worker', async () => {
    await house.live(['reader']);
    const made = async (diesBefore = Infinity) => {
      const request = await house.ask('ACCESS', 'reader');
      const done = await grant(request, diesBefore);
      const sections = z.record(z.string(), z.unknown()).parse(JSON.parse(await house.document(request)));
      return { ...done, sections: JSON.stringify({ ...sections, about: null }) };
    };
    // The first fills what the process keeps in memory, by a statement that no other makes.
    await made();
    const { turns, sections } = await made();
    expect(sections).toContain('town of reader');
    expect(sections).toMatch(/"lists":\[\{"name":"invited","by":"userId"/);
    for (const cut of turns) {
      const again = await made(cut);
      expect({ cut, ...again }).toMatchObject({ cut, hasDied: true, sections });
    }
  });

  it('leaves nobody half there who is merged and erased at the same time', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const names = [`from-${round}`, `into-${round}`];
      const [from = '', into = ''] = await house.live(names);
      const [fromTraces, intoTraces] = [await tracesOf([from]), await tracesOf([into])];
      const request = await house.ask('ERASURE', `from-${round}`);
      const merge = { fromProfileId: from, intoProfileId: into, reason: 'one household', isVerified: true };
      // Each has its turn to be first, by some statements more or less.
      const merging = async () => {
        await new Promise((resume) => setTimeout(resume, (round % 6) * 4));
        return house.merging.merge(house.caller, merge);
      };
      const [{ kind }] = await Promise.all([merging(), grant(request)]);
      outcomes.add(kind);
      expect(await tablesThatName([...fromTraces, `-from-${round}`])).toEqual([]);
      // Whoever was one with them by then was asked to be forgotten too.
      if (kind === 'merged') expect(await tablesThatName(intoTraces)).toEqual([]);
      else expect(await house.profileOf(`into-${round}`)).toBe(into);
    }
    expect([...outcomes].every((kind) => ['merged', 'missing'].includes(kind))).toBe(true);
  });
});
