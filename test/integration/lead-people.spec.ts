import type { INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../src/models/caller.js';
import type { LeadNewsItem } from '../../src/models/lead/lead-news.js';
import type { LeadRecord } from '../../src/models/lead/lead.entity.js';
import type { LeadStep } from '../../src/models/lead/lead-status.js';
import { EventsService } from '../../src/modules/events/events.service.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import { LeadLabels } from '../../src/modules/leads/labels/lead-labels.service.js';
import { LeadLife } from '../../src/modules/leads/life/lead-life.service.js';
import { LeadResponse } from '../../src/modules/leads/response/lead-response.js';
import { LeadRouting } from '../../src/modules/leads/routing/lead-routing.js';
import { LeadSettings } from '../../src/modules/leads/response/lead-settings.js';
import { LeadsService } from '../../src/modules/leads/leads.service.js';
import { LeadsPersonalData } from '../../src/modules/leads/personal-data.service.js';
import { LeadsRepository } from '../../src/modules/leads/leads.repository.js';
import { ProfilesPersonalData } from '../../src/modules/profiles/personal-data.service.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { createTestTenant, eventually } from '../support/carousel.js';
import type { TestDatabase } from '../support/database.js';
import { anyEvent } from '../support/event-rooms.js';
import { LeadsHouse } from '../support/leads-house.js';

describe('leads of people who are merged and parted', () => {
  let house: LeadsHouse;
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  let told: LeadNewsItem[];
  beforeAll(async () => {
    house = await LeadsHouse.start();
    ({ database, app, caller, told } = house);
  });
  afterAll(() => house.stop());

  const raise = (...hand: Parameters<LeadsHouse['raise']>) => house.raise(...hand);
  const merge = (from: LeadRecord, into: LeadRecord) => house.merge(from, into);
  const settle = () => house.settle();
  const find = (id: string) => house.find(id);
  const labels = async () => {
    const rows: (readonly string[])[] = [];
    for await (const row of app.get(LeadLabels).rows(caller)) rows.push(row);
    return rows;
  };
  /** The manager of a transaction that is open until the work is over, and as the database sees it never the one to give way. */
  const meanwhile = (work: (manager: EntityManager) => Promise<void>) =>
    database.dataSource.transaction(async (manager) => {
      await manager.query(`set local deadlock_timeout = '10min'`);
      await work(manager);
    });
  const waits = () => database.dataSource.query<unknown[]>(`select from pg_locks where locktype = 'advisory' and not granted`); // prettier-ignore

  it('are written in the end where people are waited for in a circle', async () => {
    const [ann, bob] = [await raise('ann'), await raise('bob')];
    const repository = app.get(LeadsRepository, { strict: false });
    const { tenantId } = caller;
    const raised: Promise<LeadRecord>[] = [];
    await meanwhile(async (other) => {
      await repository.holdPerson(other, tenantId, bob.profileId);
      await meanwhile(async (first) => {
        await repository.holdPerson(first, tenantId, ann.profileId);
        raised.push(raise('ann', { email: 'ann@example.org' }, 'in a circle'));
        raised[0]?.catch(() => undefined);
        await eventually(waits, ({ length }) => length === 1);
        await merge(ann, bob);
      });
      // The hand has Ann and waits for Bob, whose she is by now; we have Bob and wait for Ann.
      await repository.holdPerson(other, tenantId, ann.profileId);
    });
    const [lead] = await Promise.all(raised);
    await settle();
    const messages = (await app.get(LeadsService).hands(caller, lead?.id ?? '')).map(
      ({ message }) => message,
    );
    expect(messages).toContain('in a circle');
  });

  it('are history where they are told long after: kept and scored, handed to nobody until they ask again', async () => {
    const dealer = await app.get(DealersService, { strict: false }).create(caller, { code: 'D', name: 'D', city: 'Bath', latitude: null, longitude: null });
    const settings = app.get(LeadSettings, { strict: false });
    await settings.set(caller, { dealerId: null, responseMinutes: 30, rerouteMinutes: null });
    const labelled = (await labels()).length;
    const said = (daysAgo: number, message: string, phone = '020 7946 0011', userId = 'old') =>
      anyEvent({ type: 'LEAD_SUBMITTED', name: 'Lead Submitted', userId, occurredAt: Date.now() - daysAgo * 86_400_000, properties: { email: `${userId}@example.org`, phone, message, consent: { email: daysAgo > 30, phone: false } } });
    await app.get(EventsService).record(caller, [said(400, 'first'), said(40, 'second', '020 7946 0012'), said(300, 'only', '020 7946 0014', 'given')]);
    const page = { afterKey: null, limit: 5 };
    const of = { profileId: null, grade: null, status: null, dealerId: null, openOnly: true };
    const [old] = await eventually(async () => {
      await settle();
      return (await app.get(LeadsService).list(caller, of, page)).filter(({ contact }) => contact.email === 'old@example.org');
    }, ([lead]) => lead !== undefined);
    expect(old).toMatchObject({ isHistory: true, status: 'NEW', dealerId: null, responseDueAt: null });
    expect(old?.probability).toBeGreaterThan(0);
    // What they said last counts, in whichever order it is told.
    for (const [place, [days, phone]] of ([[4, '020 7946 0013'], [90, '020 7946 0015']] as const).entries()) {
      await app.get(EventsService).record(caller, [said(days, `of ${days} days ago`, phone)]);
      await eventually(async () => {
        await settle();
        return app.get(LeadsService).hands(caller, old?.id ?? '');
      }, ({ length }) => length === place + 3);
    }
    expect(await find(old?.id ?? '')).toMatchObject({ contact: { phone: '020 7946 0013' }, consent: { email: false } });
    const ofOld = () => told.filter(({ leadId }) => leadId === old?.id);
    expect(ofOld()).toEqual([]);

    const again = await raise('old', { email: 'old@example.org', phone: '020 7946 0022' });
    expect(again).toMatchObject({ id: old?.id, isHistory: false, dealerId: dealer.id, contact: { phone: '020 7946 0022' } });
    expect(again.responseDueAt).not.toBeNull();
    // The dealer gets the lead, then whatever else was said for it.
    const further = ['JOINED', 'JOINED', 'JOINED', 'JOINED'].map((what) => ({ what, leadId: again.id, dealerId: dealer.id }));
    expect(ofOld()).toMatchObject([{ what: 'MADE', tenantId: caller.tenantId, leadId: again.id, identityId: again.identityId, dealerId: dealer.id }, ...further]);
    // What comes late of what was before adds nothing that they said otherwise since.
    await app.get(EventsService).record(caller, [said(9, 'third')]);
    await eventually(async () => {
      await settle();
      return app.get(LeadsService).hands(caller, again.id);
    }, ({ length }) => length === 6);
    expect((await find(again.id))?.contact.phone).toBe('020 7946 0022');
    expect(ofOld()).toHaveLength(5);
    // Given to a dealer by hand, it is a lead like any other from then on: whoever has everybody's is to have it too.
    const [given] = (await app.get(LeadsService).list(caller, of, page)).filter(({ contact }) => contact.email === 'given@example.org');
    const routed = await app.get(LeadRouting).reroute(caller, given?.id ?? '', 'ASKED');
    expect(routed).toMatchObject({ kind: 'ROUTED', lead: { isHistory: false, dealerId: dealer.id } });
    expect(told.filter(({ leadId }) => leadId === given?.id)).toMatchObject([{ what: 'MADE', dealerId: dealer.id }]);
    // What became of it then is told as of then, and what another lead was moved by, of none.
    const sold = (daysAgo: number, key: string) => app.get(LeadLife).move(caller, given?.id ?? '', { to: 'SOLD', at: Date.now() - daysAgo * 86_400_000, by: { kind: 'KEY', id: 'test' }, key });
    expect(await sold(302, 'too-early')).toMatchObject({ kind: 'INVALID', problems: [{ path: 'at' }] });
    expect(await sold(290, 'then')).toMatchObject({ kind: 'MOVED', isNew: true });
    const [moved] = await app.get(LeadLife).moves(caller, given?.id ?? '');
    expect(Math.abs((moved?.movedAt.getTime() ?? 0) - (Date.now() - 290 * 86_400_000))).toBeLessThan(3_600_000);
    // A model learns nothing of what began as history: what became of it was told long after.
    expect(await labels()).toHaveLength(labelled);
  }); // prettier-ignore

  it('still go to the dealer they asked for when their people are parted', async () => {
    const asked = await app.get(DealersService, { strict: false }).create(caller, { code: 'ASKED', name: 'Asked', city: 'Bath', latitude: null, longitude: null });
    const [kim, lou] = [await raise('kim', { phone: '020 7946 0051' }), await raise('lou', { phone: '020 7946 0052' })];
    await app.get(LeadLife).move(caller, lou.id, { to: 'LOST', reason: 'OTHER', at: Date.now(), by: { kind: 'KEY', id: 'test' }, key: 'lou' });
    const mergeId = await merge(lou, kim);
    await settle();
    const hand = { interest: 'BUY', contact: { email: 'lou@example.org' }, message: 'by name', consent: null, userId: 'lou', dealerId: asked.id, idempotencyKey: 'lou-asks' } as const;
    expect(await app.get(LeadsService).submit(caller, hand)).toMatchObject({ folded: true, lead: { id: kim.id } });
    await app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
    await settle();
    const [own] = await app.get(LeadsService).list(caller, { profileId: lou.profileId, grade: null, status: 'NEW', dealerId: null, openOnly: true }, { afterKey: null, limit: 5 });
    expect(own).toMatchObject({ dealerId: asked.id });
  }); // prettier-ignore

  it('take along what was told of them by their own id when their people are parted, and the other is what it was', async () => {
    const [una, vic] = [await raise('una'), await raise('vic', { phone: '020 7946 0061' })];
    const mergeId = await merge(vic, una);
    await settle();
    expect(await find(vic.id)).toMatchObject({ status: 'FOLDED', foldedInto: una.id });
    const move = (id: string, to: 'CONTACTED' | 'LOST', key: string) => app.get(LeadLife).move(caller, id, { to, reason: to === 'LOST' ? 'PRICE' : null, at: Date.now(), by: { kind: 'KEY', id: 'test' }, key });
    await move(una.id, 'CONTACTED', 'una-called');
    expect(await move(vic.id, 'LOST', 'vic-lost')).toMatchObject({ kind: 'MOVED', lead: { id: una.id, status: 'LOST' } });
    await app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
    await settle();
    expect([(await find(una.id))?.status, (await find(vic.id))?.status]).toEqual(['CONTACTED', 'LOST']);
    const last = async (id: string) => (await app.get(LeadLife).moves(caller, id)).at(-1);
    expect(await last(vic.id)).toMatchObject({ from: 'NEW', to: 'LOST', reason: 'PRICE', movedBy: 'KEY', moverId: 'test' });
    expect(await last(una.id)).toMatchObject({ from: 'LOST', to: 'CONTACTED', movedBy: 'CAROUSEL' });
    // What was told in a fold that is over says nothing of the next.
    expect(await app.get(LeadLife).move(caller, vic.id, { to: 'NEW', reason: null, at: Date.now(), by: { kind: 'KEY', id: 'test' }, key: 'vic-again' })).toMatchObject({ kind: 'MOVED' });
    const again = await merge((await find(vic.id)) ?? vic, (await find(una.id)) ?? una);
    await settle();
    expect(await find(vic.id)).toMatchObject({ status: 'FOLDED' });
    await app.get(MergingService, { strict: false }).unmerge(caller, again);
    await settle();
    expect([(await find(una.id))?.status, (await find(vic.id))?.status]).toEqual(['CONTACTED', 'NEW']);
  }); // prettier-ignore

  it('are sold by their own id in the history of their own person, and the other is nobody’s sale and has a dealer who answers for it', async () => {
    const dealerId = (await app.get(DealersService, { strict: false }).create(caller, { code: 'UMA', name: 'Uma’s', city: 'Bath', latitude: null, longitude: null })).id;
    await app.get(LeadSettings, { strict: false }).set(caller, { dealerId, responseMinutes: 60, rerouteMinutes: 240 });
    const uma = await raise('uma', { email: 'uma@example.org' }, null, { dealerId });
    const vik = await raise('vik', { phone: '020 7946 0062' }, null, { dealerId });
    const mergeId = await merge(vik, uma);
    await settle();
    const tell = (to: LeadStep) => app.get(LeadLife).move(caller, vik.id, { to, at: Date.now(), by: { kind: 'KEY', id: 'test' }, key: `vik-${to}` });
    for (const to of ['APPOINTMENT', 'SOLD'] as const) expect(await tell(to)).toMatchObject({ kind: 'MOVED', lead: { id: uma.id, status: to } });
    const sales = () => database.dataSource.query<unknown[]>(`select identity_id as of from events where type = 'LEAD_MOVED' and identity_id in ($1, $2)`, [uma.identityId, vik.identityId]);
    // A day passes while one stands for the other.
    await database.dataSource.query(`update leads set response_due_at = response_due_at - interval '1 day', reroute_due_at = reroute_due_at - interval '1 day' where id in ($1, $2)`, [uma.id, vik.id]);
    await app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
    await settle();
    expect(await sales()).toEqual([{ of: vik.identityId }, { of: vik.identityId }]);
    expect([await find(vik.id), await find(uma.id)]).toMatchObject([{ status: 'SOLD' }, { status: 'NEW', respondedAt: null, dealerId }]);
    expect((await app.get(LeadLife).moves(caller, vik.id)).map(({ from, to, movedBy }) => [from, to, movedBy])).toEqual([
      ['NEW', 'FOLDED', 'CAROUSEL'], ['FOLDED', 'NEW', 'CAROUSEL'], ['NEW', 'APPOINTMENT', 'KEY'], ['APPOINTMENT', 'SOLD', 'KEY'],
    ]);
    expect((await labels()).slice(-2).map((row) => row.slice(5, 8))).toEqual([['0', '0', '0'], ['1', '1', '1']]);
    // Her dealer has the time that is set, from now on.
    await app.get(LeadResponse).run();
    const again = await find(uma.id);
    expect(again).toMatchObject({ dealerId, escalatedAt: null });
    expect(again?.responseDueAt?.getTime()).toBeGreaterThan(Date.now());
  }); // prettier-ignore

  it('wait for whoever they are of where they are given to a dealer, or somebody parted from them is erased', async () => {
    const [pat, sue] = [await raise('pat'), await raise('sue', { phone: '020 7946 0019' })];
    await app.get(LeadLife).move(caller, sue.id, { to: 'LOST', reason: 'OTHER', at: Date.now(), by: { kind: 'KEY', id: 'test' }, key: 'lost' });
    const mergeId = await merge(sue, pat);
    await settle();
    expect((await raise('sue', { phone: '020 7946 0019' })).id).toBe(pat.id);
    await app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
    const person = await app.get(ProfilesPersonalData, { strict: false }).person(caller.tenantId, sue.profileId);
    if (!person) throw new Error('Sue is nobody.');
    const erase = () => database.dataSource.transaction(async (manager) => {
      await app.get(LeadsPersonalData).erase(manager, person);
      throw new Error('not now');
    });
    const under: Promise<unknown>[] = [];
    for (const work of [erase, () => app.get(LeadRouting).reroute(caller, pat.id, 'ASKED')])
      await meanwhile(async (other) => {
        await app.get(LeadsRepository, { strict: false }).holdPerson(other, caller.tenantId, pat.profileId);
        under.push(work().catch(String));
        await eventually(waits, ({ length }) => length === 1);
      });
    expect(await Promise.all(under)).toEqual(['Error: not now', expect.objectContaining({ kind: 'NOBODY' })]);
    // Made anew as she was parted, her hand was scored on what is known now: no label for a model.
    const labelled = (await labels()).length;
    await settle();
    const theirs = await app.get(LeadsService).list(caller, { profileId: sue.profileId, grade: null, status: 'NEW', dealerId: null, openOnly: true }, { afterKey: null, limit: 5 });
    expect(theirs).toHaveLength(1);
    expect(await labels()).toHaveLength(labelled);
  }); // prettier-ignore

  it('forget what somebody told who is erased after they were parted and before that is settled', async () => {
    const [eve, tom] = [await raise('eve'), await raise('tom', { phone: '020 7946 0018' })];
    const mergeId = await merge(tom, eve);
    await settle();
    expect((await raise('tom', { phone: '020 7946 0018', lastName: 'Tombs' }, 'I am Tom')).id).toBe(eve.id);
    expect((await find(eve.id))?.contact).toMatchObject({ lastName: 'Tombs', email: 'eve@example.org' });

    await app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
    const person = await app.get(ProfilesPersonalData, { strict: false }).person(caller.tenantId, tom.profileId); // prettier-ignore
    if (!person) throw new Error('Tom is nobody.');
    await database.dataSource.transaction((manager) => app.get(LeadsPersonalData).erase(manager, person));
    expect(await find(eve.id)).toMatchObject({ contact: { email: 'eve@example.org' }, message: null });
    expect(JSON.stringify(await find(eve.id))).not.toMatch(/Tom|7946 0018/);
    expect(await find(tom.id)).toBeNull();
    await settle();
    expect(JSON.stringify(await find(eve.id))).not.toMatch(/Tom|7946 0018/);
  });

  it('go with their own person where somebody they stood with is erased before their parting is settled', async () => {
    const erase = async ({ profileId }: LeadRecord) => {
      const person = await app.get(ProfilesPersonalData, { strict: false }).person(caller.tenantId, profileId);
      if (!person) throw new Error('There is nobody to erase.');
      await database.dataSource.transaction((manager) => app.get(LeadsPersonalData).erase(manager, person));
    };
    const wordsOf = async ({ profileId }: LeadRecord) => {
      const theirs = await app.get(LeadsService).list(caller, { profileId, grade: null, status: null, dealerId: null, openOnly: true }, { afterKey: null, limit: 5 });
      const hands = await Promise.all(theirs.map(({ id }) => app.get(LeadsService).hands(caller, id)));
      return [theirs.length, hands.flat().map(({ message }) => message)];
    };
    const unmerge = (mergeId: string) => app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
    const [eva, tod] = [await raise('eva'), await raise('tod', { phone: '020 7946 0028' })];
    const once = await merge(tod, eva);
    await settle();
    expect((await raise('tod', { phone: '020 7946 0028' }, 'I am Tod')).id).toBe(eva.id);
    await unmerge(once);
    await erase(eva);
    expect([await find(eva.id), await wordsOf(tod)]).toEqual([null, [1, ['I am Tod', null]]]);
    await settle();
    expect(await wordsOf(tod)).toEqual([1, ['I am Tod', null]]);
    // So it is where his hand stands with a lead that goes along, as it counts as hers under another profile.
    const [ana, mel, tim] = [await raise('ana', { phone: '020 7946 0029' }), await raise('mel'), await raise('tim', { phone: '020 7946 0038' })];
    const first = await merge(tim, mel);
    await settle();
    expect((await raise('tim', { phone: '020 7946 0038' }, 'I am Tim')).id).toBe(mel.id);
    await raise('mel', { email: 'mel@example.org', phone: '020 7946 0029' });
    const second = await merge(mel, ana);
    await settle();
    await unmerge(second);
    await settle();
    expect(await find(mel.id)).toMatchObject({ foldedInto: ana.id });
    await unmerge(first);
    await erase(ana);
    await settle();
    expect([await find(ana.id), await find(mel.id), await wordsOf(tim)]).toEqual([null, null, [1, ['I am Tim', null]]]);
  }); // prettier-ignore

  it('tell a model what was known when they were made, what became of them, and not whose they are', async () => {
    const lead = await raise('learned', { email: 'learned@example.org' }, 'Some words');
    const sale = { to: 'SOLD', note: 'Paid in cash', at: Date.now(), by: { kind: 'KEY', id: 'test' }, key: 'sale' } as const; // prettier-ignore
    await app.get(LeadLife).move(caller, lead.id, sale);
    const rows = await labels();
    const columns = app.get(LeadLabels).columns();
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([columns.length]));
    const last = Object.fromEntries(columns.map((column, place) => [column, rows.at(-1)?.[place]]));
    expect(last).toMatchObject({ made_on: lead.createdAt.toISOString().slice(0, 10), interest: 'BUY', contacted: '1', sold: '1', sold_within_90d: '1', lost_reason: '', feature_set: 'lead-v1' }); // prettier-ignore
    expect(Number(last['probability_then'])).toBeCloseTo(lead.probability, 5);
    expect(rows.flat().join()).not.toMatch(/learned|words|cash|[0-9a-f]{8}-/);
    const elsewhere = { ...caller, tenantId: (await createTestTenant(database.dataSource, 'elsewhere')).id };
    for await (const row of app.get(LeadLabels).rows(elsewhere))
      throw new Error(`a row of another tenant: ${row.length}`);
  });
});
