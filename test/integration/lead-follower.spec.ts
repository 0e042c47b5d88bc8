import { randomUUID } from 'node:crypto';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';
import { EventsService } from '../../src/modules/events/events.service.js';
import { InferenceService } from '../../src/modules/inference/inference.service.js';
import { LeadFollower } from '../../src/modules/leads/lead-follower.js';
import { LeadsModule } from '../../src/modules/leads/leads.module.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { createTestTenant } from '../support/carousel.js';
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
      anyEvent({ type: 'LEAD_SUBMITTED', name: 'Lead Submitted', anonymousId: `a-${n}`, properties: { phone: '020 7946 0018' } }), // prettier-ignore
    );
    const caller = { tenantId, role: 'collector' as const, keyId: randomUUID() };
    await app.get(EventsService).record(caller, raised);
    await settled(database.dataSource.manager);

    const inference = app.get(InferenceService);
    const scoreLead = inference.scoreLead.bind(inference);
    // The follower is known by its fence: the queue, woken by the events above, may be writing as well.
    const writing: unknown[] = [];
    inference.scoreLead = async (history, now) => {
      const rows: unknown = await database.dataSource.query(
        `select query from pg_stat_activity join pg_locks using (pid)
          where datname = current_database() and locktype = 'advisory' and backend_xid is not null`,
      );
      writing.push(...z.array(z.unknown()).parse(rows));
      return scoreLead(history, now);
    };
    await app.get(LeadFollower).followAll();
    const [made] = z.tuple([z.object({ count: z.string() })]).parse(await database.dataSource.query('select count(*) from leads')); // prettier-ignore
    expect(made.count).toBe('3');
    expect(writing).toEqual([]);
  });
});
