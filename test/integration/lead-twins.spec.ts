import type { INestApplicationContext } from '@nestjs/common';
import type { Caller } from '../../src/models/caller.js';
import type { LeadRecord } from '../../src/models/lead/lead.entity.js';
import type { LeadNewsItem } from '../../src/models/lead/lead-news.js';
import { EventsService } from '../../src/modules/events/events.service.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import { LeadFollower } from '../../src/modules/leads/lead-follower.js';
import { LeadIntake } from '../../src/modules/leads/lead-intake.js';
import { LeadLife } from '../../src/modules/leads/life/lead-life.service.js';
import { LeadRouting } from '../../src/modules/leads/routing/lead-routing.js';
import { LeadSettings } from '../../src/modules/leads/response/lead-settings.js';
import { LeadsService } from '../../src/modules/leads/leads.service.js';
import { LeadsPersonalData } from '../../src/modules/leads/personal-data.service.js';
import { ProfilesPersonalData } from '../../src/modules/profiles/personal-data.service.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { eventually } from '../support/carousel.js';
import { settled, type TestDatabase } from '../support/database.js';
import { anyEvent } from '../support/event-rooms.js';
import { LeadsHouse } from '../support/leads-house.js';

describe('leads of who is reached alike', () => {
  let house: LeadsHouse;
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  let told: LeadNewsItem[];
  beforeAll(async () => {
    house = await LeadsHouse.start();
    ({ database, app, caller, told } = house);
    await app.get(DealersService, { strict: false }).create(caller, { code: 'D', name: 'D', city: 'Bath', latitude: null, longitude: null });
    await app.get(LeadSettings, { strict: false }).set(caller, { dealerId: null, responseMinutes: 30, rerouteMinutes: null });
  }); // prettier-ignore
  afterAll(() => house.stop());

  const raise = (...hand: Parameters<LeadsHouse['raise']>) => house.raise(...hand);
  const merge = (from: LeadRecord, into: LeadRecord) => house.merge(from, into);
  const settle = () => house.settle();
  const find = (id: string) => house.find(id);

  it('are one lead where somebody asks under two profiles, and the profiles stay two', async () => {
    const openOf = async (email: string) => (await app.get(LeadsService).list(caller, { grade: null, dealerId: null, profileId: null, status: null, openOnly: true }, { afterKey: null, limit: 20 })).filter(({ contact }) => contact.email?.toLowerCase() === email);
    const dora = { firstName: 'Dora', email: 'dora@example.org' };
    const first = await raise('dora-1', dora);
    const again = await raise('dora-2', { email: 'DORA@example.org', phone: '020 7946 0031' }, 'From my desk');
    expect([again.id, (await raise('dora-3', { phone: '+44 20 7946 0031' })).id]).toEqual([first.id, first.id]);
    // Somebody of another name at her address, and another wish of hers, are leads of their own.
    expect((await raise('dad', { ...dora, firstName: 'Dad' })).id).not.toBe(first.id);
    expect(await openOf(dora.email)).toHaveLength(2);
    expect((await app.get(LeadsService).hands(caller, first.id)).map(({ message }) => message)).toEqual([null, 'From my desk', null]);
    // What was said under another profile changes nothing of hers: anybody may give her address.
    expect((await find(first.id))?.contact).toEqual(dora);
    const [mine] = await database.dataSource.query<{ id: string; profileId: string }[]>(`select id, profile_id as "profileId" from leads where folded_into = $1 order by created_at`, [first.id]);
    expect(mine?.profileId).not.toBe(first.profileId);
    expect(told.filter(({ leadId, what }) => leadId === first.id && what === 'JOINED')).toHaveLength(2);
    expect(await app.get(LeadsService).inWordsOf(caller, first.id, mine?.id ?? '')).toMatchObject({ id: first.id, message: 'From my desk', contact: { phone: '020 7946 0031' } });
    // Moved under any of its ids, it is the one that moves.
    const move = (id: string, to: 'LOST' | 'NEW', key: string) => app.get(LeadLife).move(caller, id, { to, reason: to === 'LOST' ? 'OTHER' : null, at: Date.now(), by: { kind: 'KEY', id: 'test' }, key });
    expect(await move(mine?.id ?? '', 'LOST', 'gone')).toMatchObject({ kind: 'MOVED', lead: { id: first.id, profileId: first.profileId } });
    const next = await raise('dora-4', { ...dora, email: 'Dora@Example.org' });
    expect(next.id).not.toBe(first.id);
    expect(await move(first.id, 'NEW', 'back')).toMatchObject({ kind: 'NOT_ALLOWED', openLeadId: next.id });
  }); // prettier-ignore

  it('are one lead of hands raised at once from many devices, of which a storefront learns nothing', async () => {
    const contact = { email: 'eli@example.org' };
    const hand = (device: number) => ({ interest: 'LEASE', contact, message: null, consent: null, anonymousId: `eli-${device}`, idempotencyKey: `eli-${device}` }) as const;
    const send = async (device: number) => {
      const outcome = await app.get(LeadsService).submit({ ...caller, role: 'storefront', keyId: 'shop' }, hand(device));
      if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
      return outcome;
    };
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map(send));
    for (const { lead, hand: own, folded } of outcomes) expect([lead.id, folded]).toEqual([own.id, false]);
    expect((await send(3)).lead.id).toBe(outcomes[2]?.lead.id);
    const standing = () => database.dataSource.query<{ id: string }[]>(`select id from leads where interest = 'LEASE' and status = 'NEW'`);
    const [one, ...more] = await standing();
    expect(more).toEqual([]);
    const lead = await find(one?.id ?? '');
    // Erased, she takes along what counted as hers: nobody calls her again for what she said on another device.
    const person = await app.get(ProfilesPersonalData, { strict: false }).person(caller.tenantId, lead?.profileId ?? '');
    if (!lead || !person) throw new Error('Eli is nobody.');
    const before = told.length;
    const [erased] = await database.dataSource.transaction((manager) => app.get(LeadsPersonalData).erase(manager, person));
    expect(erased).toEqual({ what: 'leads', count: 6 });
    expect([await standing(), told.slice(before)]).toEqual([[], []]);
    for (const { hand: { id } } of outcomes) expect(await find(id)).toBeNull();
    const later = [await send(7), await send(8), await send(9)];
    const [heir] = await standing();
    // Of who were merged and parted, what is reached alike stays one.
    const stays = await find(later[1]?.hand.id ?? '');
    if (!stays || !heir) throw new Error('Nobody is left.');
    const mergeId = await merge(stays, (await find(heir.id)) ?? stays);
    await settle();
    await app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
    await settle();
    expect(await standing()).toEqual([heir]);
    expect(await find(stays.id)).toMatchObject({ status: 'FOLDED', foldedInto: heir.id, profileId: stays.profileId });
  }); // prettier-ignore

  it('tell a dealer the fresh words where the lead that stands for them was history', async () => {
    const said = anyEvent({ type: 'LEAD_SUBMITTED', name: 'Lead Submitted', userId: 'stale', occurredAt: Date.now() - 400 * 86_400_000, properties: { email: 'stale@example.org', phone: '020 7946 0001', message: 'OLD WORDS' } });
    await app.get(EventsService).record(caller, [said]);
    const listed = () => app.get(LeadsService).list(caller, { profileId: null, grade: null, status: null, dealerId: null, openOnly: true }, { afterKey: null, limit: 20 });
    await eventually(async () => {
      await settle();
      return listed();
    }, (leads) => leads.some(({ contact }) => contact.email === 'stale@example.org'));
    const lead = await raise('fresh', { email: 'stale@example.org', phone: '020 7946 0999' }, 'FRESH WORDS');
    expect(lead).toMatchObject({ message: 'OLD WORDS', isHistory: false });
    const ofLead = told.filter(({ leadId }) => leadId === lead.id);
    expect(ofLead).toMatchObject([{ what: 'MADE' }, { what: 'JOINED', dealerId: lead.dealerId }]);
    const handId = ofLead.flatMap((news) => (news.what === 'JOINED' ? [news.handId] : []))[0] ?? '';
    expect(await app.get(LeadsService).inWordsOf(caller, lead.id, handId)).toMatchObject({ message: 'FRESH WORDS', contact: { phone: '020 7946 0999' } });
  }); // prettier-ignore

  it('keep the number of whoever a storefront says to be somebody apart, now and where the log tells of it', async () => {
    const bob = await raise('bobR', { email: 'bobR@example.org' });
    const shop = { ...caller, role: 'storefront', keyId: 'shop' } as const;
    const hand = (key: string, contact: object) => ({ interest: 'OTHER', contact, message: 'Call me here', consent: null, userId: 'bobR', idempotencyKey: key }) as const;
    const outcome = await app.get(LeadsService).submit(shop, hand('mallory', { phone: '020 7946 0666' }));
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    expect(outcome).toMatchObject({ folded: false, lead: { id: outcome.hand.id } });
    expect(outcome.lead.id).not.toBe(bob.id);
    // The same where we died before its lead was made.
    const late = await app.get(LeadIntake, { strict: false }).record(shop, hand('late', { email: 'bobR@example.org', phone: '020 7946 0667' }));
    await eventually(async () => {
      await settle();
      return find(late?.id ?? '');
    }, (lead) => lead !== null);
    expect(await find(late?.id ?? '')).toMatchObject({ status: 'FOLDED', foldedInto: bob.id });
    expect((await find(bob.id))?.contact).toEqual({ email: 'bobR@example.org' });
    expect(await app.get(LeadsService).hands(caller, bob.id)).toHaveLength(3);
    expect(told.filter(({ leadId, what }) => leadId === bob.id && what === 'JOINED')).toHaveLength(2);
    // What says nothing new of how to reach them joins.
    expect(await app.get(LeadsService).submit(shop, hand('same', { email: 'BOBR@example.org' }))).toMatchObject({ folded: true, lead: { id: bob.id } });
  }); // prettier-ignore

  it('stay one where what they folded into is folded itself, and somebody else is merged with their person', async () => {
    const [standing, second] = [await raise('chain-1', { phone: '020 7946 0083' }), await raise('chain-2', { email: 'chain-2@example.org' })];
    await raise('chain-3', { email: 'chain-2@example.org' });
    const [folded] = await database.dataSource.query<{ id: string }[]>(`select id from leads where folded_into = $1`, [second.id]);
    await merge(second, standing);
    await settle();
    expect(await find(second.id)).toMatchObject({ foldedInto: standing.id });
    const [third, fourth] = [await find(folded?.id ?? ''), await raise('chain-4', { phone: '020 7946 0081' })];
    await app.get(LeadLife).move(caller, fourth.id, { to: 'LOST', reason: 'OTHER', at: Date.now(), by: { kind: 'KEY', id: 'test' }, key: 'chain' });
    await merge(fourth, third ?? fourth);
    await settle();
    expect(await find(folded?.id ?? '')).toMatchObject({ status: 'FOLDED' });
  }); // prettier-ignore

  it('leave a lead with who brought them under it, when that one is parted from its person', async () => {
    const [kept, parted] = [await raise('part-1', { email: 'part-1@example.org' }), await raise('part-2', { phone: '020 7946 0051' })];
    const mergeId = await merge(parted, kept);
    await settle();
    await raise('part-3', { phone: '020 7946 0051' });
    const third = async () => database.dataSource.query<{ id: string; folded_into: string }[]>(`select id, folded_into from leads where folded_into in ($1, $2) and id <> $2`, [kept.id, parted.id]);
    expect(await third()).toMatchObject([{ folded_into: kept.id }]);
    await app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
    await settle();
    expect(await find(kept.id)).toMatchObject({ status: 'NEW' });
    expect(await find(parted.id)).toMatchObject({ status: 'NEW', foldedInto: null });
    expect(await third()).toMatchObject([{ folded_into: parted.id }]);
  }); // prettier-ignore

  it('are one of an interest for whoever is parted again, whichever of the two is read of first', async () => {
    for (const parted of ['heard-first', 'heard-last']) {
      const said = (n: number, message: string) => raise(`${parted}-${n}`, { email: `${message}-${n}@${parted}.example`, phone: `020 7946 002${parted.length - 5}` }, message);
      const [kept, other] = [await said(1, 'before'), await said(2, 'before')];
      const mergeId = await merge(other, kept);
      await settle();
      expect((await said(2, 'meanwhile')).id).toBe(kept.id);
      await settle();
      await app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
      await settled(database.dataSource.manager);
      const rows = await database.dataSource.query<{ profile_id: string; shard: number }[]>(`select profile_id, shard from events where type = 'PROFILE_UNMERGED' and properties->>'mergeId' = $1`, [mergeId]);
      const isFirst = ({ profile_id }: { profile_id: string }) => (profile_id === other.profileId) === (parted === 'heard-first');
      for (const { shard } of rows.toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)))) await app.get(LeadFollower).follow(shard);
      const messages = await Promise.all([kept, other].map(async ({ id }) => (await app.get(LeadsService).hands(caller, id)).map(({ message }) => message)));
      expect(messages).toEqual([['before'], ['meanwhile', 'before']]);
    }
  }); // prettier-ignore

  it('are told in all their words to the dealer they are given to later', async () => {
    const place = { latitude: 51.38, longitude: -2.36 };
    for (const code of ['NEXT', 'OTHER']) await app.get(DealersService, { strict: false }).create(caller, { code, name: code, city: 'Bath', ...place });
    const hand = (email: string, message: string) => ({ interest: 'BUY', contact: { email, ...(message === 'SECOND' ? { phone: '020 7946 0041' } : {}) }, message, consent: null, place, userId: message, idempotencyKey: message }) as const;
    const first = await app.get(LeadsService).submit(caller, hand('given@example.org', 'FIRST'));
    await app.get(LeadsService).submit(caller, hand('given@example.org', 'SECOND'));
    const leadId = 'problems' in first ? '' : first.lead.id;
    const before = told.length;
    const given = await app.get(LeadRouting).reroute(caller, leadId, 'ASKED');
    const dealerId = given.kind === 'ROUTED' ? given.lead.dealerId : null;
    expect(dealerId).not.toBeNull();
    const news = told.slice(before);
    expect(news).toMatchObject([{ what: 'ROUTED', leadId, dealerId }, { what: 'JOINED', leadId, dealerId }]);
    const handId = news.flatMap((each) => (each.what === 'JOINED' ? [each.handId] : []))[0] ?? '';
    expect(await app.get(LeadsService).inWordsOf(caller, leadId, handId)).toMatchObject({ message: 'SECOND', contact: { phone: '020 7946 0041' } });
  }); // prettier-ignore

  it('are as many as there are names at one address, and dealers that were asked for by name', async () => {
    const family = { email: 'family@example.org' };
    const [first, ann] = [await raise('family-1', family), await raise('family-2', { ...family, firstName: 'Ann' })];
    const bob = await raise('family-3', { ...family, firstName: 'Bob' });
    expect([ann.id === first.id, bob.id === first.id, bob.status]).toEqual([true, false, 'NEW']);
    expect((await raise('family-4', { ...family, firstName: 'Mrs Ann' })).id).toBe(first.id);
    const at = async (code: string) => {
      const { id } = await app.get(DealersService, { strict: false }).create(caller, { code, name: code, city: 'Bath', latitude: null, longitude: null });
      const hand = { interest: 'BUY', contact: { email: 'portals@example.org' }, message: null, consent: null, dealerId: id, idempotencyKey: `at-${code}` } as const;
      const outcome = await app.get(LeadsService).submit(caller, hand);
      if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
      return { ...outcome, isTheirs: outcome.lead.dealerId === id };
    };
    expect([await at('LDN'), await at('BRS')]).toMatchObject([{ folded: false, isTheirs: true }, { folded: false, isTheirs: true }]);
  }); // prettier-ignore

  it('are told in every hand to who gets them later, and to who has what stands for them; their own dealer is told that they are folded', async () => {
    const place = { latitude: 51.38, longitude: -2.36 };
    const near = (await app.get(DealersService, { strict: false }).list(caller)).filter(({ code }) => ['NEXT', 'OTHER'].includes(code));
    const first = await raise('ivy', { email: 'ivy@example.org' }, 'FIRST', { place });
    expect((await raise('ivy', { email: 'ivy@example.org' }, 'Call after six', { place })).id).toBe(first.id);
    const news = () => told.slice(before).map((each) => [each.what, each.leadId, 'dealerId' in each ? each.dealerId : null]);
    let before = told.length;
    await app.get(LeadRouting).reroute(caller, first.id, 'ASKED');
    const dealerId = (await find(first.id))?.dealerId ?? '';
    expect(news()).toEqual([['ROUTED', first.id, dealerId], ['JOINED', first.id, dealerId]]);
    const wordsAt = async (place: number) => {
      const each = told[place];
      return (await app.get(LeadsService).inWordsOf(caller, first.id, each?.what === 'JOINED' ? each.handId : ''))?.message;
    };
    expect(await wordsAt(before + 1)).toBe('Call after six');

    const another = near.find(({ id }) => id !== dealerId)?.id ?? '';
    const joe = await raise('joe', { phone: '020 7946 0091' }, 'Words of Joe', { dealerId: another });
    before = told.length;
    await merge(joe, first);
    await settle();
    expect(news()).toEqual([['MOVED', joe.id, null], ['JOINED', first.id, dealerId]]);
    expect(await wordsAt(before + 1)).toBe('Words of Joe');
    // The dealer who had it can still read it, and is told where it stands, not whose the other is; nobody else is told a thing.
    const move = (own: string) => app.get(LeadLife).move({ ...caller, dealerId: own }, joe.id, { to: 'CONTACTED', at: Date.now(), by: { kind: 'DEALER', id: own }, key: 'joe' });
    expect(await app.get(LeadsService).find({ ...caller, role: 'dealer', dealerId: another }, joe.id)).toMatchObject({ status: 'FOLDED' });
    expect(await move(another)).toEqual({ kind: 'NOT_ALLOWED', from: 'FOLDED', allowed: [], openLeadId: null });
    const third = (await app.get(DealersService, { strict: false }).list(caller)).find(({ id }) => ![dealerId, another].includes(id));
    expect(await move(third?.id ?? '')).toEqual({ kind: 'NOT_FOUND' });
  }); // prettier-ignore

  it('are as many as the dealers their person asked for by name, also where two turn out to be one', async () => {
    const [one = '', two = ''] = (await app.get(DealersService, { strict: false }).list(caller)).map(({ id }) => id);
    const sam = (message: string, dealerId?: string) => raise('sam', { email: 'sam@example.org' }, message, { dealerId });
    const [his, other] = [await sam('to one', one), await sam('to two', two)];
    expect([his.dealerId, other.dealerId, his.id === other.id]).toEqual([one, two, false]);
    expect(told.filter(({ leadId, what }) => leadId === other.id && what === 'MADE')).toMatchObject([{ dealerId: two }]);
    expect([(await sam('again', one)).id, (await sam('to anybody')).id]).toEqual([his.id, other.id]);
    // One that is worked on at another dealer is in nobody's way.
    const move = (to: 'LOST' | 'NEW') => app.get(LeadLife).move(caller, his.id, { to, reason: to === 'LOST' ? 'OTHER' : null, at: Date.now(), by: { kind: 'KEY', id: 'test' }, key: to });
    expect([await move('LOST'), await move('NEW')]).toMatchObject([{ kind: 'MOVED' }, { kind: 'MOVED' }]);
    const kit = await raise('kit', { phone: '020 7946 0092' }, null, { dealerId: one });
    const pam = await raise('pam', { email: 'pam@example.org' }, null, { dealerId: two });
    await merge(pam, kit);
    await settle();
    expect(await Promise.all([kit, pam].map(({ id }) => find(id)))).toMatchObject([{ status: 'NEW', dealerId: one }, { status: 'NEW', dealerId: two }]);
  }); // prettier-ignore
});
