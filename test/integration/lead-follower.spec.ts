import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../src/models/caller.js';
import type { LeadStep } from '../../src/models/lead/lead-status.js';
import { EventsService } from '../../src/modules/events/events.service.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import { InferenceService } from '../../src/modules/inference/inference.service.js';
import { LeadFollower } from '../../src/modules/leads/lead-follower.js';
import { LeadLife } from '../../src/modules/leads/life/lead-life.service.js';
import { LeadResponse } from '../../src/modules/leads/response/lead-response.js';
import { LeadSettings } from '../../src/modules/leads/response/lead-settings.js';
import { LeadRouting } from '../../src/modules/leads/routing/lead-routing.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { createTestTenant, eventually } from '../support/carousel.js';
import { settled, type TestDatabase } from '../support/database.js';
import { anyEvent } from '../support/event-rooms.js';
import { LeadsHouse } from '../support/leads-house.js';

describe('following the log and the clock for leads', () => {
  let house: LeadsHouse;
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  beforeAll(async () => {
    house = await LeadsHouse.start();
    ({ database, app, caller } = house);
  });
  afterAll(() => house.stop());

  it('holds up no reader of the log while it scores', async () => {
    const raised = Array.from(
      { length: 3 },
      (_, n) =>
      anyEvent({ type: 'LEAD_SUBMITTED', name: 'Lead Submitted', occurredAt: Date.now(), anonymousId: `a-${n}`, properties: { phone: `020 7946 001${n}` } }), // prettier-ignore
    );
    await app.get(EventsService, { strict: false }).record(caller, raised);
    await settled(database.dataSource.manager);

    const inference = app.get(InferenceService, { strict: false });
    const scoreLead = inference.scoreLead.bind(inference);
    // The follower is known by its fence: the queue, woken by the events above, may be writing as well.
    const writing: unknown[] = [];
    inference.scoreLead = async (tenant, history, now) => {
      const rows: unknown = await database.dataSource.query(
        `select query from pg_stat_activity join pg_locks using (pid)
          where datname = current_database() and locktype = 'advisory' and backend_xid is not null`,
      );
      writing.push(...z.array(z.unknown()).parse(rows));
      return scoreLead(tenant, history, now);
    };
    await app.get(LeadFollower).followAll();
    const [made] = z.tuple([z.object({ count: z.string() })]).parse(await database.dataSource.query('select count(*) from leads')); // prettier-ignore
    expect(made.count).toBe('3');
    expect(writing).toEqual([]);
  });

  it('has dealers take turns also among leads that are read at once, and by their limits', async () => {
    const { id: tenantId } = await createTestTenant(database.dataSource, 'turns');
    const dealer = (code: string) => ({ code, name: code, city: 'Bath', latitude: 51.4, longitude: -2.4, leadsPerDay: 3 });
    const [a, b] = [await app.get(DealersService, { strict: false }).create({ tenantId }, dealer('A')), await app.get(DealersService, { strict: false }).create({ tenantId }, dealer('B'))];
    const raised = Array.from({ length: 6 }, (_, n) => anyEvent({ type: 'LEAD_SUBMITTED', name: 'Lead Submitted', occurredAt: Date.now(), anonymousId: `t-${n}`, vehicle: { make: 'Kia', model: 'EV6' }, properties: { phone: `020 7946 001${n}` } }));
    await app.get(EventsService, { strict: false }).record({ tenantId, role: 'collector', keyId: randomUUID() }, raised);
    await settled(database.dataSource.manager);
    await eventually(async () => {
      await app.get(LeadFollower).followAll();
      return database.dataSource.query<{ count: number }[]>('select count(*)::int as count from leads where tenant_id = $1', [tenantId]);
    }, ([made]) => made?.count === 6);
    const given: unknown = await database.dataSource.query('select dealer_id, count(*)::int from leads where tenant_id = $1 group by 1', [tenantId]);
    expect(given).toEqual(expect.arrayContaining([{ dealer_id: a.id, count: 3 }, { dealer_id: b.id, count: 3 }]));

    // One of them cannot be opened any more: those behind it are told of all the same.
    await database.dataSource.query(`update leads set response_due_at = now() - interval '1 hour' where tenant_id = $1`, [tenantId]);
    await database.dataSource.query(`update leads set sealed = 'broken', response_due_at = now() - interval '2 hours' where id = (select id from leads where tenant_id = $1 limit 1)`, [tenantId]);
    await app.get(LeadResponse).run();
    const escalated = z.tuple([z.object({ count: z.string() })]).parse(await database.dataSource.query('select count(*) from lead_escalations where tenant_id = $1', [tenantId]));
    expect(escalated[0].count).toBe('5');
  }); // prettier-ignore

  it('has a lead answered by the dealer who has it, whatever the one before told', async () => {
    const place = { latitude: 51.38, longitude: -2.36 };
    const near = async (code: string) => (await app.get(DealersService, { strict: false }).create(caller, { code, name: code, city: 'Bath', ...place })).id;
    const [one, two] = [await near('ONE'), await near('TWO')];
    await app.get(LeadSettings, { strict: false }).set(caller, { dealerId: null, responseMinutes: 30, rerouteMinutes: 60 });
    const { id } = await house.raise('ada', { email: 'ada@example.org' }, null, { place, dealerId: one });
    const tell = (dealerId: string, to: LeadStep, key: string) => app.get(LeadLife).move({ ...caller, dealerId }, id, { to, at: Date.now(), by: { kind: 'DEALER', id: dealerId }, key });
    expect(await tell(one, 'CONTACTED', 'called')).toMatchObject({ kind: 'MOVED', isNew: true });
    expect(await app.get(LeadRouting).reroute(caller, id, 'ASKED')).toMatchObject({ kind: 'ROUTED', lead: { dealerId: two, respondedAt: null } });
    // That it stands where it stood is an answer all the same.
    expect(await tell(two, 'CONTACTED', 'called')).toMatchObject({ kind: 'MOVED', isNew: false });
    expect((await house.find(id))?.respondedAt).not.toBeNull();
    await near('THREE');
    await database.dataSource.query(`update leads set response_due_at = now() - interval '1 minute', reroute_due_at = now() - interval '1 second' where id = $1`, [id]);
    await app.get(LeadResponse).run();
    expect(await house.find(id)).toMatchObject({ dealerId: two, escalatedAt: null });
    // That nobody did anything yet is none.
    const idle = await house.raise('idle');
    await app.get(LeadLife).move(caller, idle.id, { to: 'NEW', at: Date.now(), by: { kind: 'KEY', id: 'test' }, key: 'idle' });
    expect(await house.find(idle.id)).toMatchObject({ respondedAt: null });
  }); // prettier-ignore

  it('gives a lead that comes back to its dealer a clock that begins then, and tells them', async () => {
    const dealerId = (await app.get(DealersService, { strict: false }).create(caller, { code: 'BEA', name: 'Bea’s', city: 'Bath', latitude: null, longitude: null })).id;
    const [abe, bea] = [await house.raise('abe'), await house.raise('bea', { phone: '020 7946 0063' }, 'Bea wants it', { dealerId })];
    const mergeId = await house.merge(bea, abe);
    await house.settle();
    expect(await house.find(bea.id)).toMatchObject({ status: 'FOLDED', dealerId });
    await database.dataSource.query(`update leads set response_due_at = response_due_at - interval '1 day', reroute_due_at = reroute_due_at - interval '1 day' where id = $1`, [bea.id]);
    await app.get(MergingService, { strict: false }).unmerge(caller, mergeId);
    await house.settle();
    await app.get(LeadResponse).run();
    const back = await house.find(bea.id);
    expect(back).toMatchObject({ status: 'NEW', dealerId, escalatedAt: null });
    expect(back?.responseDueAt?.getTime()).toBeGreaterThan(Date.now());
    expect(house.told.flatMap((news) => (news.leadId === bea.id && 'dealerId' in news ? [[news.what, news.dealerId]] : []))).toEqual([['MADE', dealerId], ['RETURNED', dealerId]]);
  }); // prettier-ignore
});
