import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import type { Caller } from '../../src/models/caller.js';
import type { DealerEntity } from '../../src/models/vehicle/dealer.entity.js';
import { pageOf, toConnection, type Page } from '../../src/modules/platform/graphql/connection.js';
import { cursorOf } from '../../src/modules/vehicles/search/sound-query.js';
import type { StockOrder, StockQuery } from '../../src/modules/vehicles/search/stock-query.js';
import type { VehiclesService } from '../../src/modules/vehicles/vehicles.service.js';
import { stockUnit, type StockUnit } from '../factories/stock.js';
import { digested } from '../../src/modules/vehicles/stock.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/carousel.js';
import { newMarketer, openVehicles, type VehiclesRoom } from '../support/vehicles.js';

describe('vehicles', () => {
  let database: TestDatabase;
  let rooms: VehiclesRoom[];
  let caller: Caller;
  let dealer: DealerEntity;

  /** As one process has it. */
  async function openRoom(): Promise<VehiclesRoom> {
    const room = await openVehicles(database);
    rooms.push(room);
    return room;
  }
  const room = (): VehiclesRoom => {
    if (rooms[0]) return rooms[0];
    throw new Error('no room is open');
  };
  const first = (): VehiclesService => room().vehicles;

  const write = (units: StockUnit[], keepState = true) =>
    room().writer.write(caller.tenantId, units, keepState);

  beforeEach(async () => {
    database = await createTestDatabase();
    rooms = [];
    caller = await newMarketer(database.dataSource);
    const { dealers } = await openRoom();
    dealer = await dealers.create(caller, {
      code: 'LDN-01',
      name: 'Demo Motors London',
      city: 'London',
      latitude: 51.5,
      longitude: -0.1,
    });
  });
  afterEach(async () => {
    for (const { close } of rooms) await close();
    await database.drop();
  });

  const unit = (stockNumber: string, facts: Partial<StockUnit> = {}) =>
    stockUnit(caller.tenantId, dealer.id, stockNumber, facts);

  /** Stock numbers of what a process offers. */
  const onOffer = async (vehicles: VehiclesService) =>
    (await vehicles.stockIndex(caller.tenantId)).available.map(({ stockNumber }) => stockNumber);

  it('says what it added, changed and left alone', async () => {
    const units = [unit('A'), unit('B'), unit('C')];
    expect(await write(units)).toEqual({ added: 3, changed: 0, unchanged: 0 });
    expect(await write(units)).toEqual({ added: 0, changed: 0, unchanged: 3 });
    expect(await write([unit('A'), unit('B', { price: '19995.00' })])).toEqual({
      added: 0,
      changed: 1,
      unchanged: 1,
    });
  });

  it('leaves a sold car sold when a feed without states comes in again', async () => {
    await write([unit('A')]);
    await first().setState(caller, unit('A').id, 'SOLD');
    await write([unit('A', { price: '27000.00' })]);
    expect(await first().find(caller, unit('A').id)).toMatchObject({ state: 'SOLD' });
  });

  it('describes cars by id, stock number or VIN', async () => {
    await write([unit('A', { vin: '1M8GDM9AXKP042788' }), unit('B', { trim: '' })]);
    const facts = await first().describe(caller.tenantId, [
      { vehicleId: unit('A').id },
      { stockNumber: 'B' },
      { vin: '1m8gdm9axkp042788' },
      { vehicleId: randomUUID(), stockNumber: 'A' },
      { stockNumber: 'nowhere' },
      {},
    ]);
    expect(facts.map((fact) => fact?.vehicleId)).toEqual([unit('A').id, unit('B').id, unit('A').id, unit('A').id, undefined, undefined]); // prettier-ignore
    expect(facts[0]).toMatchObject({ make: 'Toyota', trim: 'Hybrid AWD', price: 28_995, bodyStyle: 'SUV' });
    expect(facts[1]).not.toHaveProperty('trim');
  });

  it('takes a reserved car off offer at once, in every process', async () => {
    await write([unit('A'), unit('B')]);
    const { vehicles: elsewhere } = await openRoom();
    expect((await elsewhere.stockIndex(caller.tenantId)).available).toHaveLength(2);
    await first().setState(caller, unit('A').id, 'RESERVED');
    expect(await onOffer(first())).toEqual(['B']);
    expect(
      await eventually(
        () => onOffer(elsewhere),
        (numbers) => numbers.length === 1,
        2_000,
      ),
    ).toEqual(['B']);
    expect((await elsewhere.stockIndex(caller.tenantId)).get(unit('A').id)?.state).toBe('RESERVED');
  });

  it('takes a sold car off offer also where the first reading of the change fails', async () => {
    await write([unit('A'), unit('B')]);
    const { vehicles: elsewhere, stock } = await openRoom();
    expect(await onOffer(elsewhere)).toHaveLength(2);
    const reading = jest.spyOn(stock, 'changedSince').mockRejectedValueOnce(new Error('canceling statement due to statement timeout')); // prettier-ignore
    await first().setState(caller, unit('A').id, 'SOLD');
    await eventually(() => Promise.resolve(reading.mock.calls.length), (times) => times > 0, 2_000); // prettier-ignore
    expect(await eventually(() => onOffer(elsewhere), (numbers) => numbers.length === 1, 2_000)).toEqual(['B']); // prettier-ignore
  });

  it('misses no change however late its transaction commits', async () => {
    await first().stockIndex(caller.tenantId);
    const late = database.dataSource.createQueryRunner();
    await late.startTransaction();
    await room().writer.put(late.manager, caller.tenantId, [digested(unit('LATE'))], {
      keepState: true,
      at: 1,
    });
    await write([unit('EARLY')]); // begins later, commits and is read earlier
    await first().setState(caller, unit('EARLY').id, 'RESERVED');
    await late.commitTransaction();
    await late.release();
    await first().setState(caller, unit('EARLY').id, 'AVAILABLE');
    const index = await first().stockIndex(caller.tenantId);
    expect(index.available.map(({ stockNumber }) => stockNumber).sort()).toEqual(['EARLY', 'LATE']);
  });

  it("knows nothing of another tenant's cars and dealers", async () => {
    await write([unit('A')]);
    const stranger = await newMarketer(database.dataSource);
    expect(await first().find(stranger, unit('A').id)).toBeNull();
    expect(await room().dealers.list(stranger)).toEqual([]);
    expect(await room().dealers.find(stranger, dealer.id)).toBeNull();
    await expect(room().dealers.change(stranger, dealer.id, { name: 'Mine' })).rejects.toMatchObject({ code: 'DEALER_NOT_FOUND' }); // prettier-ignore
    expect(await first().describe(stranger.tenantId, [{ vehicleId: unit('A').id }])).toEqual([null]);
    await expect(first().setState(stranger, unit('A').id, 'SOLD')).rejects.toMatchObject({
      code: 'VEHICLE_NOT_FOUND',
      kind: 'not-found',
    });
    expect(await first().find(caller, unit('A').id)).toMatchObject({ state: 'AVAILABLE' });
  });

  it('answers null or VEHICLE_NOT_FOUND to ids that are none', async () => {
    expect(await first().find(caller, "'; drop table stock_units")).toBeNull();
    await expect(first().setState(caller, 'x', 'SOLD')).rejects.toMatchObject({ code: 'VEHICLE_NOT_FOUND' });
  });

  it('lists in pages that fit together, with filters, and tells how many there are and what else', async () => {
    const prices = ['30000.00', '10000.00', '20000.00', '20000.00', '40000.00'];
    await write(prices.map((price, at) => unit(`S${at}`, { price, make: at === 4 ? 'Ford' : 'Toyota' })));
    const toyotas = { among: { make: ['toyota'] } };
    const walk = async (order: StockOrder) => {
      const seen: string[] = [];
      for (let after: string | null = null; ;) {
        const page = pageOf({ first: 2, after });
        const { found, total } = await first().search(caller, toyotas, order, page);
        expect(total).toBe(4);
        const { edges, pageInfo } = toConnection(found, page, (each) => cursorOf(order, each));
        seen.push(...edges.map(({ node }) => node.unit.priceText));
        if (!pageInfo.hasNextPage) return seen;
        after = pageInfo.endCursor;
      }
    };
    expect(await walk('PRICE_ASC')).toEqual(['10000.00', '20000.00', '20000.00', '30000.00']);
    expect(await walk('PRICE_DESC')).toEqual(['30000.00', '20000.00', '20000.00', '10000.00']);
    const { found } = await first().search(
      caller,
      { among: { model: ['rav4'], bodyStyle: ['SUV'], fuelType: ['HYBRID'], condition: ['USED'], dealer: [dealer.id], state: ['AVAILABLE'] }, ranges: { price: { from: 15_000, to: 30_000 } } }, // prettier-ignore
      'PRICE_ASC',
      pageOf({ first: 10 }),
    );
    expect(found.map(({ unit: { stockNumber } }) => stockNumber).sort()).toEqual(['S0', 'S2', 'S3']);
    const { facets } = await first().search(caller, toyotas, 'PRICE_ASC', pageOf({ first: 1 }));
    const { values, price } = facets();
    expect(values.make).toEqual([{ value: 'Toyota', count: 4 }, { value: 'Ford', count: 1 }]); // prettier-ignore
    expect(price).toEqual({ from: 10_000, to: 30_000 });
  });

  it('finds makes in any spelling, and no car of another tenant', async () => {
    await write([unit('A', { make: 'Volkswagen', model: 'ID.4' })]);
    const page = pageOf({ first: 2 });
    const other = await newMarketer(database.dataSource);
    const asked = { among: { make: ['VW'] }, text: 'id4' };
    expect((await first().search(caller, asked, 'NEWEST', page)).total).toBe(1);
    expect((await first().search(other, asked, 'NEWEST', page)).total).toBe(0);
  });

  it('refuses a range that holds nothing, a place off the earth and a cursor of another list', async () => {
    const page = pageOf({ first: 2 });
    const ask = (query: StockQuery, order: StockOrder = 'PRICE_ASC', asked: Page = page) =>
      first().search(caller, query, order, asked);
    await expect(ask({ ranges: { price: { from: 2, to: 1 } } })).rejects.toThrow(/swap its two ends/);
    await expect(ask({ near: { latitude: 91, longitude: 0 } })).rejects.toThrow(/latitude/);
    await expect(ask({ near: { latitude: 1, longitude: 0, withinKm: 0 } })).rejects.toThrow(/more than 0/);
    await expect(ask({}, 'NEAREST')).rejects.toThrow(/Nearest to what/);
    await expect(ask({}, 'PRICE_ASC', { limit: 2, afterKey: ['x'] })).rejects.toThrow(/another list/);
    const cheap = ['PRICE_ASC', '1', randomUUID()];
    await expect(ask({}, 'PRICE_DESC', { limit: 2, afterKey: cheap })).rejects.toThrow(/another list/);
  });

  it('refuses a dealer code twice, and places off the earth', async () => {
    const input = { code: 'LDN-01', name: 'Again', city: 'London', latitude: null, longitude: null };
    await expect(room().dealers.create(caller, input)).rejects.toMatchObject({ code: 'DEALER_CODE_TAKEN' });
    await expect(
      room().dealers.create(caller, { ...input, code: 'X', latitude: 91, longitude: 0 }),
    ).rejects.toMatchObject({ code: 'INVALID_DEALER' });
  });

  it('shows a car at once with what its dealer is called now, and lets a dealer not move', async () => {
    await write([unit('A')]);
    const { id } = unit('A');
    expect((await first().find(caller, id))?.dealer.name).toBe('Demo Motors London');
    const change = { name: 'Park Lane', brands: ['vw', 'VW', 'kia'], country: 'gb', leadsPerDay: 20 };
    const changed = await room().dealers.change(caller, dealer.id, change);
    expect(changed).toMatchObject({ code: 'LDN-01', name: 'Park Lane', city: 'London', brands: ['Volkswagen', 'Kia'], country: 'GB', leadsPerDay: 20 }); // prettier-ignore
    expect(await room().dealers.find(caller, dealer.id)).toEqual(changed);
    await eventually(() => first().find(caller, id), (car) => car?.dealer.name === 'Park Lane', 2_000); // prettier-ignore
    for (const wrong of [{ latitude: 52 }, { timeZone: 'Mars/Base' }, { country: 'Britain' }, { name: ' ' }, { website: 'javascript:alert(1)' }, { leadsPerDay: 0 }, { hours: { weekly: { MONDAY: [{ opens: '18:00', closes: '09:00' }] }, exceptions: {} } }]) // prettier-ignore
      await expect(room().dealers.change(caller, dealer.id, wrong)).rejects.toMatchObject({ code: 'INVALID_DEALER' }); // prettier-ignore
    expect(await room().dealers.find(caller, dealer.id)).toEqual(changed);
  });

  it('gives a dealer code to one of many who ask at once', async () => {
    const input = { code: 'RUSH', name: 'Rush', city: 'London', latitude: null, longitude: null };
    const asked = await Promise.allSettled(
      Array.from({ length: 20 }, () => room().dealers.create(caller, input)),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of asked)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'DEALER_CODE_TAKEN' });
  });

  it('loads the demo once, and again without a trace', async () => {
    const { demo, catalogue } = room();
    const loaded = await demo.loadDemoVehicles(caller.tenantId);
    expect([loaded.dealers, loaded.units.length]).toEqual([8, 1_200]);
    const index = await first().stockIndex(caller.tenantId);
    expect(index.size).toBe(1_200);
    const makes = await catalogue.makes();
    expect(makes.reduce((sum, { trimCount }) => sum + trimCount, 0)).toBe(7_528);
    const sold = index.available[0];
    if (!sold) throw new Error('nothing on offer');
    await first().setState(caller, sold.id, 'SOLD');
    const { version } = index;
    await demo.loadDemoVehicles(caller.tenantId);
    expect((await first().find(caller, sold.id))?.state).toBe('SOLD');
    expect((await first().stockIndex(caller.tenantId)).version).toBe(version);
  });

  it('finds trims of the catalogue, page by page', async () => {
    await room().demo.loadDemoVehicles(caller.tenantId);
    const filter = { make: 'vw', model: 'golf', modelYear: 2021 };
    const all = await first().trims(filter, pageOf({ first: 50 }));
    expect(all.length).toBeGreaterThan(2);
    expect(new Set(all.map(({ bodyStyle }) => bodyStyle))).toEqual(new Set(['HATCHBACK']));
    const last = all.at(1);
    if (!last) throw new Error('too few trims');
    const key = [last.make, last.model, String(last.modelYear), last.trim, last.id];
    const rest = await first().trims(filter, { limit: 50, afterKey: key });
    expect(rest.map(({ id }) => id)).toEqual(all.slice(2).map(({ id }) => id));
    await expect(first().trims({}, { limit: 2, afterKey: ['1', 'x'] })).rejects.toThrow(/another list/);
  });
});
