import { randomUUID } from 'node:crypto';
import { leadIdOf } from '../../src/modules/leads/lead-draft.js';
import { createTestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const ours = 'LeadIdentities1763920003000';
const at = '2026-11-22T12:00:00Z';

describe('the migration that gives leads their identity', () => {
  let database: TestDatabase;
  let tenantId: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenantId = (await createTestTenant(database.dataSource, 'old')).id;
  });
  afterAll(() => database.drop());

  const back = async () => {
    const { dataSource } = database;
    for (;;) {
      const [last]: { name: string }[] = await dataSource.query('select name from migrations order by id desc limit 1'); // prettier-ignore
      await dataSource.undoLastMigration();
      if (last?.name === ours) return;
    }
  };
  const leads = (): Promise<{ id: string; identityId: string | null }[]> =>
    database.dataSource.query('select id, identity_id as "identityId" from leads');

  it('finds it by the event, else by the surest id of the person of now, else leaves the lead with its profile', async () => {
    const { dataSource } = database;
    await back();
    const [living = '', emptied = '', nobody = '', device = '', user = ''] = Array.from({ length: 5 }, () => randomUUID()); // prettier-ignore
    for (const [id, mergedInto] of [
      [living, null],
      [emptied, living],
    ] as const)
      // prettier-ignore
      await dataSource.query(
        'insert into profiles (tenant_id, id, shard, created_at, merged_into) values ($1, $2, 0, $3, $4)',
        [tenantId, id, at, mergedInto],
      );
    for (const [id, kind] of [
      [device, 'anonymousId'],
      [user, 'userId'],
    ] as const)
      // prettier-ignore
      await dataSource.query(
        `insert into identities (tenant_id, id, kind, hash, sealed_value, profile_id, version, created_at)
         values ($1, $2, $3, '\\x01', 'sealed', $4, 1, $5)`,
        [tenantId, id, kind, living, at],
      );
    await dataSource.query(
      `insert into events (tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, identity_id, type, name, message_id, source_id, properties, class)
       values ($1, 0, 1, 1, $2, $2, $3, $4, 'LEAD_SUBMITTED', 'lead', 'm-1', 'key', '{}', 'dealing')`,
      [tenantId, at, emptied, device],
    );
    const byEvent = leadIdOf(tenantId, 'key', 'm-1');
    const [byPerson, ofNobody] = [randomUUID(), randomUUID()];
    for (const [id, profileId] of [
      [byEvent, emptied],
      [byPerson, emptied],
      [ofNobody, nobody],
    ] as const)
      // prettier-ignore
      await dataSource.query(
        `insert into leads (tenant_id, id, profile_id, source_id, interest, sealed, status, probability, grade, base_log_odds, reasons, model_name, model_version, created_at, scored_at)
         values ($1, $2, $3, 'key', 'BUY', 'sealed', 'NEW', 0.1, 'C', -2, '[]', 'lead-score', '1', $4, $4)`,
        [tenantId, id, profileId, at],
      );
    await dataSource.runMigrations();
    const identityOf = new Map((await leads()).map(({ id, identityId }) => [id, identityId]));
    expect(identityOf).toEqual(new Map([[byEvent, device], [byPerson, user], [ofNobody, null]])); // prettier-ignore
  });
});
