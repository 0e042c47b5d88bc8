import { z } from 'zod';
import { anyEvent } from '../support/event-rooms.js';
import { everyRow } from '../support/every-row.js';
import { TestRights } from '../support/rights-house.js';

/** Workers that look at a request until it is granted; more would mean that it never is. */
const mostWorkers = 10;
const rowsSchema = z.array(z.object({ id: z.string() }));

describe('granting what people ask for, whoever dies on the way', () => {
  let house: TestRights;
  beforeAll(async () => {
    house = await TestRights.start();
  });
  afterAll(() => house.stop());

  /** Lets workers at it, the first of which dies before the given statement of all that are made; says how many that is. */
  const grant = async (request: Awaited<ReturnType<TestRights['ask']>>, diesBefore = Infinity) => {
    let statements = 0;
    for (let worker = 0; worker < mostWorkers; worker++) {
      const done = await house.work(request, diesBefore - statements);
      statements += done.statements;
      if (!done.hasSurvived) diesBefore = Infinity;
      if ((await house.find(request)).status === 'DONE')
        return { statements, hasDied: diesBefore === Infinity };
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
    const rows = await everyRow(house.dataSource);
    return rows.filter(({ row }) => traces.some((trace) => row.includes(trace))).map(({ table }) => table);
  };

  it('erases everything and tells of all of it, whichever statement was the last of a worker', async () => {
    const whole = await house.live(['whole']);
    const wholeTraces = await tracesOf(whole);
    expect(new Set(await tablesThatName(wholeTraces)).size).toBeGreaterThan(6);
    const request = await house.ask('ERASURE', 'whole');
    const { statements } = await grant(request);
    const { receipt } = await house.find(request);
    const counts = new Map((receipt ?? []).map(({ what, count }) => [what, count]));
    expect(counts.get('consentStatements')).toBeGreaterThan(0);
    expect(Object.fromEntries(counts)).toMatchObject({
      rejectedEvents: 1,
      identities: 2,
      events: 3,
      audienceStays: 1,
      decisions: 1,
      leads: 1,
    });
    expect(statements).toBeGreaterThan(40);

    const names = Array.from({ length: statements }, (_, cut) => `cut-${cut}`);
    const traces = [...wholeTraces, ...(await tracesOf(await house.live(names))), ...names];
    for (const [cut, name] of names.entries()) {
      const asked = await house.ask('ERASURE', name);
      const { hasDied } = await grant(asked, cut);
      expect(hasDied).toBe(true);
      const done = { receipt, profileId: null, profileIds: [], identityIds: [], stepsDone: request.steps };
      expect([cut, await house.find(asked)]).toMatchObject([cut, done]);
    }
    expect(await tablesThatName(traces)).toEqual([]);
  });

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
    expect(receipt?.find(({ what }) => what === 'events')?.count).toBe(23);
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
    const { statements, sections } = await made();
    expect(sections).toContain('town of reader');
    for (let cut = 0; cut < statements; cut++) {
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
