import { randomUUID } from 'node:crypto';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';
import { EventsService } from '../../src/modules/events/events.service.js';
import { InferenceService } from '../../src/modules/inference/inference.service.js';
import { LeadFollower } from '../../src/modules/leads/lead-follower.js';
import { LeadsModule } from '../../src/modules/leads/leads.module.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { LeadResponse } from '../../src/modules/leads/response/lead-response.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { createTestTenant, eventually } from '../support/carousel.js';
import { createTestDatabase, settled, type TestDatabase } from '../support/database.js';
import { anyEvent } from '../support/event-rooms.js';
import { testDataKeys } from '../support/data-keys.js';

@Module({ imports: [PlatformModule, LeadsModule] })
class LeadsHouse {}

describe('following the log for leads', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  beforeAll(async () => {
    database = await createTestDatabase();
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'fatal';
    app = await NestFactory.createApplicationContext(LeadsHouse, { logger: false, abortOnError: false });
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('holds up no reader of the log while it scores', async () => {
    const { id: tenantId } = await createTestTenant(database.dataSource, 'leads');
    const raised = Array.from(
      { length: 3 },
      (_, n) =>
      anyEvent({ type: 'LEAD_SUBMITTED', name: 'Lead Submitted', occurredAt: Date.now(), anonymousId: `a-${n}`, properties: { phone: `020 7946 001${n}` } }), // prettier-ignore
    );
    const caller = { tenantId, role: 'collector' as const, keyId: randomUUID() };
    await app.get(EventsService).record(caller, raised);
    await settled(database.dataSource.manager);

    const inference = app.get(InferenceService);
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
    const [a, b] = [await app.get(DealersService).create({ tenantId }, dealer('A')), await app.get(DealersService).create({ tenantId }, dealer('B'))];
    const raised = Array.from({ length: 6 }, (_, n) => anyEvent({ type: 'LEAD_SUBMITTED', name: 'Lead Submitted', occurredAt: Date.now(), anonymousId: `t-${n}`, vehicle: { make: 'Kia', model: 'EV6' }, properties: { phone: `020 7946 001${n}` } }));
    await app.get(EventsService).record({ tenantId, role: 'collector', keyId: randomUUID() }, raised);
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
});
