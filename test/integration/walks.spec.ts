import { randomUUID } from 'node:crypto';
import { LooksRepository } from '../../src/modules/events/looks.repository.js';
import { LooksService } from '../../src/modules/events/looks.service.js';
import { Neighbourhoods } from '../../src/modules/decisioning/neighbours/neighbourhoods.js';
import { WalksRepository } from '../../src/modules/decisioning/neighbours/walks.repository.js';
import { WalksService } from '../../src/modules/decisioning/neighbours/walks.service.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { eventually } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testDataKeys } from '../support/data-keys.js';
import { StandingClock } from '../support/event-rooms.js';

const minute = 60_000;
const start = Date.parse('2026-11-20T09:00:00Z');

describe('walks of shoppers', () => {
  let database: TestDatabase;
  let clock: StandingClock;
  let repository: WalksRepository;
  let walks: WalksService;
  let tenants: readonly [string, string];

  beforeEach(async () => {
    database = await createTestDatabase();
    clock = new StandingClock(start);
    tenants = [randomUUID(), randomUUID()];
    for (const id of tenants)
      await database.dataSource.query(
        `insert into tenants values ($1, $2, 'T', 'Europe/London', 'GBP', now())`,
        [id, id],
      );
    repository = new WalksRepository(database.dataSource);
    const looks = new LooksService(new LooksRepository());
    walks = new WalksService(looks, repository, clock);
    await walks.gather(); // from here on
  });
  afterEach(() => database.drop());

  let message = 0;
  const looked = (device: string, minutes: number, model: string, { tenantId = tenants[0], type = 'VEHICLE_VIEWED' } = {}) =>
    database.dataSource.query(
      `insert into events (tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, identity_id, type, name,
         message_id, source_id, vehicle, properties, class)
       values ($1, 0, $7::bigint, $7::bigint, $2, $2, $3, $3, $4, 'x', $5, 's', $6, '{}', 'browsing')`,
      [tenantId, new Date(start + minutes * minute), device, type, `m${message}`, { vehicleId: `car ${model}`, make: 'Kia', model }, ++message],
    ); // prettier-ignore
  const gatherAt = async (minutes: number) => {
    clock.at = start + minutes * minute;
    await walks.gather();
  };
  const kept = async (tenantId = tenants[0]) =>
    (await repository.newest(tenantId, '0', 100)).map(({ models }) => models.join(' '));

  it('are kept once they have ended, without the person, for their tenant only, however often they are gathered', async () => {
    const [ann, bob, eve] = [randomUUID(), randomUUID(), randomUUID()];
    await looked(ann, 1, 'EV3');
    await looked(ann, 5, 'EV6');
    await looked(ann, 9, 'EV9');
    await looked(bob, 6, 'Niro', { tenantId: tenants[1] });
    await looked(bob, 7, 'EV6', { tenantId: tenants[1] });
    await looked(eve, 8, 'Picanto'); // looked at one car only
    await gatherAt(35);
    expect(await kept()).toEqual([]); // Ann may go on
    await looked(ann, 36, 'Sorento');
    await gatherAt(45);
    expect(await kept()).toEqual([]);
    expect(await kept(tenants[1])).toEqual(['kia|niro kia|ev6']);
    await Promise.all([gatherAt(70), gatherAt(70)]);
    await gatherAt(200);
    expect(await kept()).toEqual(['kia|ev3 kia|ev6 kia|ev9 kia|sorento']);
    expect(await kept(tenants[1])).toHaveLength(1);
    const [first] = await repository.newest(tenants[0], '0', 100);
    expect(await repository.newest(tenants[0], first?.number ?? '', 100)).toEqual([]);
    const columns: { name: string }[] = await database.dataSource.query(
      `select column_name as name from information_schema.columns where table_name = 'walks' order by 1`,
    );
    expect(columns.map(({ name }) => name)).toEqual(['cars', 'ended_on', 'models', 'number', 'tenant_id']);
  });

  it('are of cars people went to, not of those put before them, nor of what they asked for', async () => {
    const ann = randomUUID();
    await looked(ann, 1, 'EV3');
    for (const [n, type] of ['VEHICLE_LISTED', 'OFFER_VIEWED', 'OFFER_CLICKED', 'LEAD_SUBMITTED'].entries())
      await looked(ann, 2 + n, `shown ${n}`, { type });
    await looked(ann, 8, 'EV6', { type: 'VEHICLE_SAVED' });
    await gatherAt(60);
    expect(await kept()).toEqual(['kia|ev3 kia|ev6']);
  });

  it('lead others who look at the same from car to car, a minute later, and are forgotten after three months', async () => {
    const log = new Log(readConfig({ DATABASE_URL: database.url, SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys, LOG_LEVEL: 'silent' })); // prettier-ignore
    const neighbourhoods = new Neighbourhoods(repository, log);
    const recent = [{ type: 'VEHICLE_VIEWED' as const, at: start, vehicle: { vehicleId: 'car EV3', make: 'KIA', model: 'ev3' } }]; // prettier-ignore
    const alike = () => neighbourhoods.of(tenants[0])?.alike(recent);
    await eventually(() => Promise.resolve(alike()), (found) => found?.models.length === 0); // prettier-ignore
    for (let n = 0; n < 3; n++) {
      const device = randomUUID();
      await looked(device, n, 'EV3');
      await looked(device, n + 1, 'EV6');
    }
    await gatherAt(60);
    const fresh = new Neighbourhoods(repository, log);
    await eventually(() => Promise.resolve(fresh.of(tenants[0])?.alike(recent)), (found) => found?.models.includes('kia|ev6') === true && found.cars.includes('car EV6')); // prettier-ignore
    await gatherAt(100 * 24 * 60);
    expect(await kept()).toEqual([]);
  });
});
