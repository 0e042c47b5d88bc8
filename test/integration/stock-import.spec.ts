import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Caller } from '../../src/models/caller.js';
import { pageOf } from '../../src/modules/platform/graphql/connection.js';
import type { ImportRemark } from '../../src/modules/platform/csv/row-remark.js';
import type { StockImportOrder } from '../../src/modules/vehicles/stock-import.service.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { newMarketer, openVehicles, type VehiclesRoom } from '../support/vehicles.js';

/** The shape of a well-known used-car file: makes in lower case, models behind a blank, miles. */
const ukFile = `make,model,year,price,transmission,mileage,fuelType,tax,mpg,engineSize
ford, Fiesta,2017,11999,Automatic,15000,Petrol,150,57.7,1
ford, Fiesta,2017,11999,Automatic,15000,Petrol,150,57.7,1
vw, T-Roc,2019,"£25,000",Semi-Auto,10000,Diesel,145,49.6,2
ford, Kuga,2060,13000,Manual,12456,Petrol,150,57.7,1
toyota, C-HR,2018,call us,Automatic,9083,Hybrid,0,74.3,1.8
ford, Hovercraft,2016,9000,Manual,50000,Steam,150,57.7,1
`;
const ukMap = { mileageMiles: 'mileage' };

describe('a stock import', () => {
  let database: TestDatabase;
  let room: VehiclesRoom;
  let caller: Caller;
  let folder: string;
  let remarks: ImportRemark[];

  beforeEach(async () => {
    database = await createTestDatabase();
    room = await openVehicles(database);
    caller = await newMarketer(database.dataSource);
    const place = { city: 'London', latitude: null, longitude: null };
    await room.dealers.create(caller, { code: 'LDN', name: 'London', ...place });
    folder = mkdtempSync(join(tmpdir(), 'carousel-stock-'));
    remarks = [];
  });
  afterEach(async () => {
    await room.close();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  function load(content: string | Buffer, wishes: Partial<StockImportOrder> = {}) {
    const path = join(folder, 'stock.csv');
    writeFileSync(path, content);
    remarks = [];
    const { tenantId } = caller;
    const order = { path, tenantId, currency: 'GBP', map: ukMap, defaults: { condition: 'USED' }, ...wishes };
    return room.stockImport.import(order, { onRemark: (remark) => void remarks.push(remark) });
  }
  /** What is on file, by price. */
  const stock = async () => {
    await room.memory.refresh(caller.tenantId);
    const { found } = await room.vehicles.search(caller, {}, 'PRICE_ASC', pageOf({ first: 100 }));
    return found.map(({ unit }) => unit);
  };

  it('takes what it can, and says of the rest which line, why and what to do', async () => {
    expect(await load(ukFile)).toMatchObject({ rows: 6, added: 4, rejected: 2, warnings: 2, share: 1 });
    const [hovercraft, fiesta, twin, tRoc] = await stock();
    expect(fiesta).toMatchObject({ make: 'Ford', model: 'Fiesta', bodyStyle: 'HATCHBACK', mileageKm: 24_140, priceText: '11999.00', condition: 'USED', state: 'AVAILABLE' }); // prettier-ignore
    expect(twin).toMatchObject({ make: 'Ford', model: 'Fiesta' });
    expect(twin?.stockNumber).not.toBe(fiesta?.stockNumber);
    expect(tRoc).toMatchObject({ make: 'Volkswagen', model: 'T-Roc', bodyStyle: 'SUV', transmission: 'SEMI_AUTOMATIC' }); // prettier-ignore
    expect(hovercraft).toMatchObject({ bodyStyle: 'OTHER', fuelType: 'OTHER' });
    expect(remarks.filter(({ severity }) => severity === 'reject')).toMatchObject([
      { line: 5, column: 'year', valueClass: 'number', remedy: 'correct the year: four digits' },
      { line: 6, column: 'price', valueClass: 'text of 7 letters', reason: 'is no price' },
    ]);
    expect(JSON.stringify(remarks)).not.toContain('call us');
  });

  it('changes nothing the second time, gzipped or not', async () => {
    await load(ukFile);
    const before = await stock();
    expect(await load(gzipSync(ukFile))).toMatchObject({ added: 0, changed: 0, unchanged: 4, rejected: 2 });
    expect(await stock()).toEqual(before);
  });

  it('takes the same new cars from several files at once, in whatever order they come', async () => {
    const rows = Array.from({ length: 400 }, (_, n) => `N-${n},Ford,Fiesta,2019,${9_000 + n},${n},USED`);
    const { tenantId } = caller;
    const orders = [rows, rows.toReversed(), rows, rows.toReversed()].map((cars, n) => {
      const path = join(folder, `stock-${n}.csv`);
      writeFileSync(path, ['stockno,make,model,year,price,km,condition', ...cars].join('\n'));
      return { path, tenantId, currency: 'GBP', map: {}, defaults: {} };
    });
    const totals = await Promise.all(orders.map((order) => room.stockImport.import(order)));
    expect(totals.map(({ added }) => added).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 400]);
    expect(totals.map(({ changed, rejected }) => changed + rejected)).toEqual([0, 0, 0, 0]);
  });

  it('refuses plain mileages until it is told miles or kilometres', async () => {
    expect(await load(ukFile, { map: {} })).toMatchObject({ added: 0, rejected: 6 });
    expect(remarks[0]?.remedy).toContain('--map mileageMiles=COLUMN');
  });

  it("reads a feed with its own names: VINs, units, states, another dealer's code, semicolons", async () => {
    const feed = `\uFEFFvin;store_code;brand;model;trim;year;state_of_vehicle;condition;price;mileage.value;mileage.unit;availability
1M8GDM9AXKP042788;LDN;BMW;3 Series;320i;2022;CPO;GOOD;24.995 £;20000;MI;PENDING
WVWZZZ1JZXW000001;LDN;VW;Golf;;2021;USED;GOOD;18.995,50;30000;KM;AVAILABLE
WVWZZZ1JZXW000001;LDN;VW;Golf;;2021;USED;GOOD;18.995,50;30000;KM;AVAILABLE
1HGCM82633A004352;PAR;Honda;Jazz;;2021;USED;GOOD;9000 EUR;30000;KM;AVAILABLE
`;
    expect(await load(feed, { map: {} })).toMatchObject({ rows: 4, added: 2, rejected: 2 });
    const [golf, series3] = await stock();
    expect(golf).toMatchObject({ vin: 'WVWZZZ1JZXW000001', stockNumber: 'WVWZZZ1JZXW000001', priceText: '18995.50', mileageKm: 30_000 }); // prettier-ignore
    expect(series3).toMatchObject({ model: '3 Series', trim: '320i', condition: 'CERTIFIED', state: 'RESERVED', mileageKm: 32_187 }); // prettier-ignore
    const told = remarks.map(
      ({ line, severity, column, reason }) => `${line} ${severity} ${column} ${reason}`,
    );
    expect(told).toContain('3 warning vin has a wrong check digit');
    expect(told).toContain('4 reject vin has the stock number of line 3');
    expect(told).toContain('5 reject store_code is no dealer of this tenant');
    expect(told).toContain('5 reject price is in EUR, the tenant sells in GBP');
  });

  it('stops before it begins when it cannot work', async () => {
    await expect(load('')).rejects.toThrow(/is empty/);
    await expect(load('a,b\n1,2\n')).rejects.toThrow(/no column mileage/);
    await expect(load('a,b\n1,2\n', { map: {} })).rejects.toThrow(/No column says make/);
    await expect(load(ukFile, { map: { colr: 'make' } })).rejects.toThrow(/There is no field colr/);
    await expect(load(ukFile, { dealer: 'PAR' })).rejects.toThrow(/no dealer PAR; its dealers are LDN/);
    await expect(load(gzipSync(ukFile).subarray(0, 60))).rejects.toMatchObject({ code: 'IMPORT_IMPOSSIBLE' });
    expect(await stock()).toEqual([]);
  });
});
