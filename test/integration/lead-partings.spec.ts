import type { INestApplicationContext } from '@nestjs/common';
import type { Caller } from '../../src/models/caller.js';
import type { LeadRecord } from '../../src/models/lead/lead.entity.js';
import { EventsService } from '../../src/modules/events/events.service.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import { LeadFollower } from '../../src/modules/leads/lead-follower.js';
import { LeadLife } from '../../src/modules/leads/life/lead-life.service.js';
import { LeadsPersonalData } from '../../src/modules/leads/personal-data.service.js';
import { LeadsService } from '../../src/modules/leads/leads.service.js';
import { ProfilesPersonalData } from '../../src/modules/profiles/personal-data.service.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { eventually } from '../support/carousel.js';
import { settled, type TestDatabase } from '../support/database.js';
import { anyEvent } from '../support/event-rooms.js';
import { LeadsHouse } from '../support/leads-house.js';

const of = { profileId: null, grade: null, status: null, dealerId: null, openOnly: true };

describe('leads of people who are merged, parted and erased', () => {
  let house: LeadsHouse;
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  beforeAll(async () => {
    house = await LeadsHouse.start();
    ({ database, app, caller } = house);
  });
  afterAll(() => house.stop());

  const raise = (...hand: Parameters<LeadsHouse['raise']>) => house.raise(...hand);
  const find = (id: string) => house.find(id);
  const settle = () => house.settle();
  const merge = (from: LeadRecord, into: LeadRecord) => house.merge(from, into);
  const unmerge = (id: string) => app.get(MergingService, { strict: false }).unmerge(caller, id);
  const tell = (id: string, to: 'CONTACTED' | 'SOLD', note: string | null = null) =>
    app.get(LeadLife).move(caller, id, { to, note, at: Date.now(), by: { kind: 'KEY', id: 'test' }, key: `${id}-${to}` }); // prettier-ignore
  const personOf = async ({ profileId }: LeadRecord) => {
    const person = await app.get(ProfilesPersonalData, { strict: false }).person(caller.tenantId, profileId);
    if (!person) throw new Error('There is nobody.');
    return person;
  };
  const erase = async (lead: LeadRecord) => {
    const person = await personOf(lead);
    await database.dataSource.transaction((manager) => app.get(LeadsPersonalData).erase(manager, person));
  };
  const statuses = async (...leads: readonly LeadRecord[]) => (await Promise.all(leads.map(({ id }) => find(id)))).map((lead) => lead?.status ?? null); // prettier-ignore
  /** Two people, of whom the second's lead is folded into the first's, and the merge that did it. */
  const folded = async (one: string, other: string, phone: string) => {
    const [kept, parted] = [await raise(one), await raise(other, { phone })];
    const mergeId = await merge(parted, kept);
    await settle();
    return { kept, parted, mergeId };
  };

  it('take along what was told of a lead that they stand for themselves', async () => {
    const [x, y] = [await raise('n-x'), await raise('n-y', { phone: '020 7946 0101' })];
    const b = await raise('n-b', { firstName: 'Y', email: 'n-b@example.org' });
    const first = await merge(b, y);
    await settle();
    const second = await merge((await find(y.id)) ?? y, x);
    await settle();
    expect([await find(b.id), await find(y.id)]).toMatchObject([{ foldedInto: y.id }, { foldedInto: x.id }]);
    expect(await tell(b.id, 'SOLD')).toMatchObject({ kind: 'MOVED', lead: { id: x.id } });
    await unmerge(second);
    await settle();
    expect(await statuses(x, y, b)).toEqual(['NEW', 'SOLD', 'FOLDED']);
    // And on to whom it was told of; told again under its key, it is the same move.
    await unmerge(first);
    await settle();
    expect(await statuses(x, y, b)).toEqual(['NEW', 'NEW', 'SOLD']);
    expect(await tell(b.id, 'SOLD')).toMatchObject({ kind: 'MOVED', isNew: false });
    expect((await app.get(LeadLife).moves(caller, b.id)).filter(({ movedBy }) => movedBy === 'KEY')).toHaveLength(1); // prettier-ignore
  });

  it('come back as they were told of where what stood for them is erased before their parting is settled', async () => {
    const { kept: eve, parted: tom, mergeId } = await folded('e-eve', 'e-tom', '020 7946 0103');
    expect(await tell(tom.id, 'SOLD')).toMatchObject({ kind: 'MOVED', lead: { id: eve.id } });
    await unmerge(mergeId);
    await erase(eve);
    expect(await statuses(eve, tom)).toEqual([null, 'SOLD']);
    await settle();
    expect(await statuses(eve, tom)).toEqual([null, 'SOLD']);
  });

  it('are no more sold by the sale of who is erased before their parting is settled', async () => {
    const { kept: eve, parted: tom, mergeId } = await folded('f-eve', 'f-tom', '020 7946 0104');
    await tell(tom.id, 'SOLD', 'Mr Tombs paid in cash');
    await unmerge(mergeId);
    await erase(tom);
    expect(await statuses(eve, tom)).toEqual(['NEW', null]);
    expect(JSON.stringify(await app.get(LeadLife).moves(caller, eve.id))).not.toMatch(/Tombs/);
    await settle();
    expect(await statuses(eve, tom)).toEqual(['NEW', null]);
  });

  it('tell nobody what was noted of somebody they were parted from, and keep it with that one', async () => {
    const { kept: eve, parted: tom, mergeId } = await folded('g-eve', 'g-tom', '020 7946 0105');
    await tell(tom.id, 'CONTACTED', 'Mr Tombs wants a red one');
    const exported = async (lead: LeadRecord) => {
      const records: unknown[] = [];
      for await (const record of app.get(LeadsPersonalData).records(await personOf(lead)))
        records.push(record);
      return JSON.stringify(records);
    };
    const shown = async ({ id }: LeadRecord) => JSON.stringify(await app.get(LeadLife).moves(caller, id));
    await unmerge(mergeId);
    await settle();
    for (const told of [await exported(eve), await shown(eve)]) expect(told).not.toMatch(/Tombs/);
    expect(await exported(eve)).not.toMatch(/CONTACTED","reason":null,"note"/);
    for (const told of [await exported(tom), await shown(tom)]) expect(told).toMatch(/Tombs/);
    await erase(tom);
    await settle();
    expect(await database.dataSource.query('select from lead_moves where lead_id = $1 and sealed_note is not null', [eve.id])).toEqual([]); // prettier-ignore
  });

  it('let go of what was told of a lead that another stands for from now on', async () => {
    const { kept, parted, mergeId } = await folded('r-1', 'r-2', '020 7946 0121');
    await raise('r-3', { phone: '020 7946 0121' });
    const [{ id } = { id: '' }] = await database.dataSource.query<{ id: string }[]>(`select id from leads where folded_into = $1 and id <> $2`, [kept.id, parted.id]); // prettier-ignore
    expect(await tell(id, 'SOLD')).toMatchObject({ kind: 'MOVED', lead: { id: kept.id } });
    await unmerge(mergeId);
    await settle();
    expect(await find(id)).toMatchObject({ foldedInto: parted.id });
    expect(await statuses(kept, parted)).toEqual(['NEW', 'SOLD']);
  });

  it('stay sold where their person raised a hand since, and the other is open again', async () => {
    const { kept: ann, parted: bob, mergeId } = await folded('s-ann', 's-bob', '020 7946 0131');
    expect(await tell(bob.id, 'SOLD')).toMatchObject({ kind: 'MOVED', lead: { id: ann.id } });
    const next = await raise('s-bob', { phone: '020 7946 0131' });
    expect(next).toMatchObject({ status: 'NEW' });
    await unmerge(mergeId);
    await settle();
    expect(await statuses(ann, bob, next)).toEqual(['NEW', 'SOLD', 'NEW']);
  });

  it('are one of an interest for the last of three who are parted again, whoever is read of first', async () => {
    const shardOf = async ({ profileId }: LeadRecord) => {
      const [row] = await database.dataSource.query<{ shard: number }[]>(`select shard from events where profile_id = $1 and type = 'LEAD_SUBMITTED' limit 1`, [profileId]); // prettier-ignore
      return row?.shard ?? -1;
    };
    const three = async (
      round: number,
    ): Promise<readonly [string, string, LeadRecord, LeadRecord, LeadRecord]> => {
      const said = (who: string, message: string) => raise(`three-${round}-${who}`, { email: `${message}-${who}@three-${round}.example`, phone: `020 7946 01${50 + round}` }, message); // prettier-ignore
      const [x, y, z] = [await said('x', 'before'), await said('y', 'before'), await said('z', 'before')];
      if (new Set(await Promise.all([x, y, z].map(shardOf))).size < 3) return three(round + 1);
      const first = await merge(z, y);
      await settle();
      const second = await merge((await find(y.id)) ?? y, x);
      await settle();
      expect([await find(z.id), await find(y.id)]).toMatchObject([{ foldedInto: y.id }, { foldedInto: x.id }]); // prettier-ignore
      expect((await said('z', 'meanwhile')).id).toBe(x.id);
      return [first, second, x, y, z];
    };
    const [first, second, x, y, z] = await three(0);
    for (const id of [second, first]) expect(await unmerge(id)).toMatchObject({ kind: 'undone' });
    await settled(database.dataSource.manager);
    for (const lead of [z, x, y]) await app.get(LeadFollower).follow(await shardOf(lead));
    await settle();
    const open = await app.get(LeadsService).list(caller, { ...of, profileId: z.profileId }, { afterKey: null, limit: 5 }); // prettier-ignore
    expect(open.map(({ message }) => message)).toEqual(['before']);
    expect((await app.get(LeadsService).hands(caller, z.id)).map(({ message }) => message)).toEqual(['meanwhile', 'before']); // prettier-ignore
  }, 60_000);

  it('are given to one dealer where three turn out to be one at once', async () => {
    const dealers = app.get(DealersService, { strict: false });
    const phone = '020 7946 0107';
    // Nobody is found for the first: there is no dealer yet.
    const first = await raise('t-1', { email: 't-1@example.org', phone });
    expect(first.dealerId).toBeNull();
    const [bath, leith] = [{ latitude: 51.38, longitude: -2.36 }, { latitude: 55.95, longitude: -3.19 }]; // prettier-ignore
    const one = await dealers.create(caller, { code: 'ONE', name: 'One', city: 'Bath', ...bath });
    const two = await dealers.create(caller, { code: 'TWO', name: 'Two', city: 'Leith', ...leith });
    const second = await raise('t-2', { email: 't-2@example.org', phone }, null, { place: bath });
    const third = await raise('t-3', { email: 't-3@example.org', phone }, null, { place: leith });
    expect([second.dealerId, third.dealerId]).toEqual([one.id, two.id]);
    const before = house.told.length;
    await merge(third, second);
    await merge((await find(second.id)) ?? second, first);
    await settle();
    expect(await find(third.id)).toMatchObject({ status: 'FOLDED', foldedInto: first.id });
    const routed = house.told.slice(before).flatMap((news) => (news.what === 'ROUTED' && news.leadId === first.id ? [news.dealerId] : [])); // prettier-ignore
    expect([routed, (await find(first.id))?.dealerId]).toEqual([[one.id], one.id]);
  });

  it('are a lead to whoever has everybody’s once, where history stands for two of others at once', async () => {
    const phone = '020 7946 0141';
    const said = anyEvent({ type: 'LEAD_SUBMITTED', name: 'Lead Submitted', userId: 'u-old', occurredAt: Date.now() - 400 * 86_400_000, properties: { email: 'u-old@example.org', phone, message: 'OLD' } }); // prettier-ignore
    await app.get(EventsService).record(caller, [said]);
    const history = async () => {
      await settle();
      const open = await app.get(LeadsService).list(caller, of, { afterKey: null, limit: 200 });
      return open.find(({ contact }) => contact.email === 'u-old@example.org');
    };
    const old = await eventually(history, (lead) => lead !== undefined);
    if (!old) throw new Error('There is no history.');
    const [one = '', two = ''] = (await app.get(DealersService, { strict: false }).list(caller)).map(({ id }) => id); // prettier-ignore
    const first = await raise('u-1', { email: 'u-1@example.org', phone }, null, { dealerId: one });
    const second = await raise('u-2', { email: 'u-2@example.org', phone });
    await database.dataSource.query('update leads set dealer_id = $2 where id = $1', [second.id, two]);
    await merge(second, first);
    await merge((await find(first.id)) ?? first, old);
    await settle();
    expect(await find(second.id)).toMatchObject({ status: 'FOLDED', foldedInto: old.id });
    const made = house.told.filter(
      ({ leadId, what }) => leadId === old.id && ['MADE', 'ROUTED'].includes(what),
    );
    expect(made).toMatchObject([{ what: 'MADE', dealerId: one }]);
  });
});
