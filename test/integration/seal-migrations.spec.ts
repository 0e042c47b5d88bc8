import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { LeadsRepository } from '../../src/modules/leads/leads.repository.js';
import { RejectedEventsRepository } from '../../src/modules/events/rejected-events.repository.js';
import { MergesRepository } from '../../src/modules/profiles/merges.repository.js';
import { createTestTenant } from '../support/carousel.js';
import { testDataKeys, testRing } from '../support/data-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventRooms, StandingClock } from '../support/event-rooms.js';

const firstOfOurs = 'CreateDataKeys1763910007000';
const at = '2026-11-22T12:00:00.123456Z';
const profileId = randomUUID();
const [userId, anonymousId, mergeId, leadId, rejectedId] = Array.from({ length: 5 }, () => randomUUID());

describe('migrations that seal', () => {
  let database: TestDatabase;
  let tenantId: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenantId = (await createTestTenant(database.dataSource, 'old')).id;
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'x'.repeat(32);
    process.env['DATA_KEYS'] = testDataKeys;
  });
  afterAll(() => database.drop());

  /** Back to where nothing was sealed, data and all. */
  const back = async () => {
    const { dataSource } = database;
    for (;;) {
      const [last]: { name: string }[] = await dataSource.query('select name from migrations order by id desc limit 1'); // prettier-ignore
      await dataSource.undoLastMigration();
      if (last?.name === firstOfOurs) return;
    }
  };
  const everything = async () => {
    const tables = ['identities', 'profile_merges', 'events', 'rejected_events', 'leads'];
    const rows = tables.map((table) => database.dataSource.query<unknown>(`select * from ${table} order by 1, 2, 3, 4`)); // prettier-ignore
    return Promise.all(rows);
  };

  it('carry what is there into its new form, where it is found and read as before, and back', async () => {
    const { dataSource } = database;
    await back();
    await fill(dataSource, tenantId);
    const before = await everything();
    await dataSource.runMigrations();
    expect(JSON.stringify(await everything())).not.toMatch(/ann|7946|Passport/i);

    const { profiles, events } = eventRooms(dataSource, new StandingClock(Date.parse(at)));
    const person = await profiles.find({ tenantId }, { userId: 'ann' });
    expect(person).toMatchObject({ id: profileId, traits: { email: 'ann@example.com' } });
    expect(person?.identities.map(({ value }) => value)).toEqual(['ann', 'ann-phone']);
    const [lead, view] = await events.latestOf(dataSource.manager, tenantId, profileId, null, 5);
    expect(lead?.properties).toEqual({ contact: { name: 'Ann Old' }, interest: 'BUY' });
    expect(view?.properties).toEqual({ sku: 'S-1', email: 'ann@example.com' });
    const ring = testRing();
    expect(await new MergesRepository(ring).find(dataSource.manager, tenantId, mergeId ?? '')).toMatchObject({ reason: 'Passport of Ann' }); // prettier-ignore
    expect(await new LeadsRepository(ring).find(dataSource.manager, tenantId, leadId ?? '')).toMatchObject({ contact: { phone: '020 7946 0018' }, message: 'Call Ann', consent: null }); // prettier-ignore
    const [rejected] = await new RejectedEventsRepository(dataSource, ring).page(tenantId, null, 5);
    expect(JSON.parse(rejected?.payload ?? '')).toEqual({ who: 'Ann' });

    await back();
    expect(await everything()).toEqual(before);
    await dataSource.runMigrations();
  });
});

/** One row of each kind, as they stood in the clear. */
async function fill(dataSource: DataSource, tenantId: string): Promise<void> {
  await dataSource.query('insert into profiles (tenant_id, id, shard, created_at) values ($1, $2, 0, $3)', [
    tenantId,
    profileId,
    at,
  ]);
  await dataSource.query(
    `insert into identities (tenant_id, id, kind, value, profile_id, version, created_at, traits, traits_at) values
       ($1, $2, 'userId', 'ann', $4, 1, $5, '{"email": "ann@example.com"}', '{"email": 17}'),
       ($1, $3, 'anonymousId', 'ann-phone', $4, 2, $5, '{}', '{}')`,
    [tenantId, userId, anonymousId, profileId, at],
  );
  await dataSource.query(
    `insert into profile_merges (tenant_id, id, from_profile_id, into_profile_id, identity_ids, cause, reason, merged_at)
     values ($1, $2, $4, $3, '{}', 'REQUEST', 'Passport of Ann', $5), ($1, $4, $2, $3, '{}', 'EVENT', null, $5)`,
    [tenantId, mergeId, profileId, randomUUID(), at],
  );
  await dataSource.query(
    `insert into events (tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, identity_id, type, name, message_id,
       source_id, properties, context) values
       ($1, 0, 1, 1, $4, $4, $2, $3, 'VEHICLE_VIEWED', 'view', 'm-1', 'key', '{"sku": "S-1", "email": "ann@example.com"}', '{"page": {"url": "/?to=ann%40example.com", "path": "/"}}'),
       ($1, 0, 1, 2, $4, $4::timestamptz + interval '1 s', $2, $3, 'LEAD_SUBMITTED', 'lead', 'm-2', 'key', '{"contact": {"name": "Ann Old"}, "interest": "BUY"}', null),
       ($1, 0, 1, 3, $4, $4::timestamptz - interval '1 s', $2, $3, 'PAGE_VIEWED', 'page', 'm-3', 'key', '{"path": "/"}', '{"locale": "en"}')`,
    [tenantId, profileId, userId, at],
  );
  await dataSource.query(
    `insert into rejected_events (tenant_id, id, source_id, code, message, payload, received_at) values
       ($1, $2, 'key', 'NO_IDENTITY', 'Nobody.', '{"who": "Ann"}', $4), ($1, $3, 'key', 'EVENT_TOO_LARGE', 'Large.', null, $4::timestamptz - interval '1 s')`,
    [tenantId, rejectedId, randomUUID(), at],
  );
  await dataSource.query(
    `insert into leads (tenant_id, id, profile_id, source_id, interest, contact, message, status, probability, grade, base_log_odds,
       reasons, model_name, model_version, created_at, scored_at)
     values ($1, $2, $3, 'key', 'BUY', '{"phone": "020 7946 0018"}', 'Call Ann', 'NEW', 0.1, 'C', -2, '[]', 'lead-score', '1', $4, $4)`,
    [tenantId, leadId, profileId, at],
  );
}
