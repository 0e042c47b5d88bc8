import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Caller } from '../../src/models/caller.js';
import { Changes } from '../../src/modules/platform/changes.js';
import { OffsetClock } from '../../src/modules/platform/clock.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { CatalogueImportService } from '../../src/modules/vehicles/catalogue-import.service.js';
import { CatalogueRepository } from '../../src/modules/vehicles/catalogue.repository.js';
import { DemoVehiclesService } from '../../src/demo/demo-vehicles.service.js';
import { FeedLeaving } from '../../src/modules/vehicles/feeds/feed-leaving.js';
import { FeedsRepository } from '../../src/modules/vehicles/feeds/feeds.repository.js';
import { RowContexts } from '../../src/modules/vehicles/feeds/row-contexts.js';
import { StockBatchRepository } from '../../src/modules/vehicles/stock-batch.repository.js';
import { DealersRepository } from '../../src/modules/vehicles/dealers.repository.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { StockImportService } from '../../src/modules/vehicles/stock-import.service.js';
import { StockMemory } from '../../src/modules/vehicles/stock-memory.js';
import { StockWriterService } from '../../src/modules/vehicles/stock-writer.service.js';
import { StockRepository } from '../../src/modules/vehicles/stock.repository.js';
import { VehiclesService } from '../../src/modules/vehicles/vehicles.service.js';
import type { TestDatabase } from './database.js';
import { testDataKeys } from './data-keys.js';

/** The vehicles room as one process has it. Two of them on one database are two processes. */
export async function openVehicles({ url, dataSource }: TestDatabase) {
  const config = readConfig({
    DATABASE_URL: url,
    SECRET: 'a-secret-for-tests-which-is-long-enough',
    DATA_KEYS: testDataKeys,
    LOG_LEVEL: 'silent',
  });
  const log = new Log(config);
  const [changes, clock, stock] = [
    new Changes(config, log),
    new OffsetClock(0),
    new StockRepository(dataSource),
  ];
  const batches = new StockBatchRepository();
  const [catalogue, writer] = [
    new CatalogueRepository(dataSource),
    new StockWriterService(stock, batches, changes, clock),
  ];
  const memory = new StockMemory(stock, clock, log, changes);
  await changes.onModuleInit();
  const vehicles = new VehiclesService(stock, catalogue, memory, changes, clock);
  const dealers = new DealersService(new DealersRepository(dataSource), stock, changes, clock);
  const catalogueImport = new CatalogueImportService(catalogue);
  const demo = new DemoVehiclesService(catalogueImport, vehicles, dealers, writer);
  const feeds = new FeedsRepository(dataSource);
  const leaving = new FeedLeaving(feeds, batches, writer, clock);
  const contexts = new RowContexts(dealers, catalogue, clock);
  const stockImport = new StockImportService(contexts, writer, feeds, leaving, clock);
  return {
    ...{
      vehicles,
      dealers,
      memory,
      stock,
      catalogue,
      catalogueImport,
      stockImport,
      demo,
      writer,
      feeds,
      leaving,
    },
    close: () => changes.onApplicationShutdown(),
  };
}

export type VehiclesRoom = Awaited<ReturnType<typeof openVehicles>>;

/** A marketer of a new tenant that sells in pounds. */
export async function newMarketer(dataSource: DataSource): Promise<Caller> {
  const tenantId = randomUUID();
  await dataSource.query(
    `insert into tenants (id, slug, name, time_zone, currency, created_at) values ($1, $2, 'T', 'Europe/London', 'GBP', now())`,
    [tenantId, `t-${tenantId}`],
  );
  return { tenantId, role: 'marketer', keyId: 'test' };
}
