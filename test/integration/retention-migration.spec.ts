import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const ours = 'RetainEventsByClass1763920002000';
const columns = 'tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, identity_id, type, name, message_id, source_id, vehicle, properties, context, sealed, schema_version'; // prettier-ignore

describe('the migration that parts the log by class', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const query = <T>(sql: string, parameters: unknown[] = []) =>
    database.dataSource.query<T[]>(sql, parameters);
  /** Back to before it, with whatever came after it. */
  const back = async () => {
    for (;;) {
      const [last] = await query<{ name: string }>('select name from migrations order by id desc limit 1');
      await database.dataSource.undoLastMigration();
      if (last?.name === ours) return;
    }
  };
  const rows = () => query<unknown>(`select ${columns} from events order by seq`);
  const places = async () => {
    const found = await query<{ name: string; place: string }>('select name, tableoid::regclass::text as place from events'); // prettier-ignore
    return Object.fromEntries(found.map(({ name, place }) => [name, place]));
  };

  it('carries every row into its month and class, and back', async () => {
    await back();
    await query(`select ensure_event_partitions('2025-01-15', 2)`);
    const types = { view: 'VEHICLE_VIEWED', drive: 'TEST_DRIVE_TAKEN', order: 'ORDER_PLACED', mileage: 'CAR_MILEAGE_REPORTED', caravan: 'CUSTOM' }; // prettier-ignore
    const times = { first: '2025-01-01T00:00:00Z', last: '2025-02-28T23:59:59.999999Z', astray: '1999-05-05T05:05:05Z' }; // prettier-ignore
    for (const [time, at] of Object.entries(times))
      for (const [name, type] of Object.entries(types))
        await query(
          `insert into events (${columns}) values ($1, 3, 7, nextval('event_seq'), $2, $2, $3, $3, $4, $5, $6, 'key',
             '{"make": "Kia"}', '{"a": 1}', '{"page": {}}', 'k1:sealed', 2)`,
          [randomUUID(), at, randomUUID(), type, `${time} ${name}`, randomUUID()],
        );
    const before = await rows();
    expect(before).toHaveLength(15);

    await database.dataSource.runMigrations();
    expect(await rows()).toEqual(before);
    expect(await places()).toMatchObject({
      'first view': 'events_2025_01_browsing',
      'first caravan': 'events_2025_01_browsing',
      'first drive': 'events_2025_01_dealing',
      'last order': 'events_2025_02_ownership',
      'last mileage': 'events_2025_02_car',
      'astray view': 'events_default',
    });

    await back();
    expect(await rows()).toEqual(before);
    expect(await places()).toMatchObject({
      'first view': 'events_2025_01',
      'last mileage': 'events_2025_02',
      'astray drive': 'events_default',
    });
    await database.dataSource.runMigrations();
    expect(await rows()).toEqual(before);
  });
});
