import { randomUUID } from 'node:crypto';
import type { Caller } from '../../src/models/caller.js';
import { ApiKeyEntity } from '../../src/models/tenant/api-key.entity.js';
import { TenantEntity } from '../../src/models/tenant/tenant.entity.js';
import { AdvertisersRepository } from '../../src/modules/campaigns/advertisers/advertisers.repository.js';
import { AdvertisersService } from '../../src/modules/campaigns/advertisers/advertisers.service.js';
import { ApprovalService } from '../../src/modules/campaigns/approval/approval.service.js';
import { CampaignSettingsRepository } from '../../src/modules/campaigns/approval/campaign-settings.repository.js';
import { CampaignChanges } from '../../src/modules/campaigns/campaign-changes.js';
import { CampaignRows } from '../../src/modules/campaigns/campaign-rows.js';
import { CampaignStanding } from '../../src/modules/campaigns/campaign-standing.js';
import { CampaignTransactions } from '../../src/modules/campaigns/campaign-transactions.js';
import { CampaignWritesRepository } from '../../src/modules/campaigns/campaign-writes.repository.js';
import { CampaignsRepository } from '../../src/modules/campaigns/campaigns.repository.js';
import { CampaignsService } from '../../src/modules/campaigns/campaigns.service.js';
import { CreativesRepository } from '../../src/modules/campaigns/creatives.repository.js';
import { CreativesService } from '../../src/modules/campaigns/creatives.service.js';
import { CampaignHoldsRepository } from '../../src/modules/campaigns/holds/campaign-holds.repository.js';
import { LaunchCheck } from '../../src/modules/campaigns/launch-check.js';
import { LiveCampaigns } from '../../src/modules/campaigns/live-campaigns.js';
import { BulkEditsService } from '../../src/modules/campaigns/many/bulk-edits.service.js';
import { CampaignCopiesService } from '../../src/modules/campaigns/many/campaign-copies.service.js';
import { PlacementsRepository } from '../../src/modules/campaigns/placements/placements.repository.js';
import { PlacementsService } from '../../src/modules/campaigns/placements/placements.service.js';
import { RunningCheckService } from '../../src/modules/campaigns/running/running-check.service.js';
import { Surroundings } from '../../src/modules/campaigns/surroundings.js';
import { CampaignVersionsService } from '../../src/modules/campaigns/versions/campaign-versions.service.js';
import { CampaignVersionsRepository } from '../../src/modules/campaigns/versions/campaign-versions.repository.js';
import { Changes } from '../../src/modules/platform/changes.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { TenancyService } from '../../src/modules/tenancy/tenancy.service.js';
import { CatalogueRepository } from '../../src/modules/vehicles/catalogue.repository.js';
import { DealersRepository } from '../../src/modules/vehicles/dealers.repository.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { StockBatchRepository } from '../../src/modules/vehicles/stock-batch.repository.js';
import { StockMemory } from '../../src/modules/vehicles/stock-memory.js';
import { StockRepository } from '../../src/modules/vehicles/stock.repository.js';
import { StockWriterService } from '../../src/modules/vehicles/stock-writer.service.js';
import { VehiclesService } from '../../src/modules/vehicles/vehicles.service.js';
import { stockUnit } from '../factories/stock.js';
import { testDataKeys } from './data-keys.js';
import { createTestDatabase, type TestDatabase } from './database.js';

/** A clock that stands where it is set. */
export class SetClock extends Clock {
  at = Date.parse('2026-11-22T12:00:00Z');
  now(): number {
    return this.at;
  }
}

/** A tenant of its own, London's time and pounds. */
export async function newTenant({ dataSource }: TestDatabase): Promise<Caller> {
  const tenantId = randomUUID();
  await dataSource.query(`insert into tenants values ($1, $2, 'T', 'Europe/London', 'GBP', now())`, [
    tenantId,
    `t-${tenantId}`,
  ]);
  return { tenantId, role: 'marketer', keyId: 'ann' };
}

/** The rooms of campaigns on a database of their own, with a tenant that has one dealer, one SUV and one placement. */
export async function openCampaigns() {
  const database = await createTestDatabase();
  const { dataSource } = database;
  const clock = new SetClock();
  const settings = { DATABASE_URL: database.url, SECRET: 'x'.repeat(32), LOG_LEVEL: 'silent' };
  const config = readConfig({ ...settings, DATA_KEYS: testDataKeys });
  const log = new Log(config);
  const changes = new Changes(config, log);
  const stock = new StockRepository(dataSource);
  const stockMemory = new StockMemory(stock, clock, log, changes);
  const vehicles = new VehiclesService(stock, new CatalogueRepository(dataSource), stockMemory, changes, clock); // prettier-ignore
  const dealers = new DealersService(new DealersRepository(dataSource), stock, changes, clock);
  const tenancy = new TenancyService(dataSource.getRepository(TenantEntity), dataSource.getRepository(ApiKeyEntity), clock); // prettier-ignore
  const rooms = await campaignRooms(database, { changes, log, clock, dealers, tenancy, vehicles });
  const caller = await newTenant(database);
  const london = { code: 'LDN', name: 'London', city: 'London', latitude: null, longitude: null };
  const dealer = await dealers.create(caller, london);
  const writer = new StockWriterService(stock, new StockBatchRepository(), changes, clock);
  await writer.write(caller.tenantId, [stockUnit(caller.tenantId, dealer.id, 'S-1')], false);
  await rooms.placements.create(caller, 'home-hero', { name: 'Home' });
  return {
    ...{ database, clock, caller, dealers, dealerId: dealer.id, ...rooms },
    close: async () => {
      await changes.onApplicationShutdown();
      await database.drop();
    },
  };
}

async function campaignRooms(
  { dataSource }: TestDatabase,
  { changes, log, clock, dealers, tenancy, vehicles }: { changes: Changes; log: Log; clock: Clock; dealers: DealersService; tenancy: TenancyService; vehicles: VehiclesService },
) {
  const reads = new CampaignsRepository(dataSource);
  const writes = new CampaignWritesRepository();
  const advertiserRows = new AdvertisersRepository(dataSource);
  const placementRows = new PlacementsRepository(dataSource);
  const settings = new CampaignSettingsRepository(dataSource);
  const inMemory = new LiveCampaigns(reads, placementRows, advertiserRows, changes, log);
  inMemory.onModuleInit();
  await changes.onModuleInit();
  const transactions = new CampaignTransactions(dataSource, inMemory, changes);
  const rows = new CampaignRows(reads, writes, new CampaignVersionsRepository(dataSource), new CampaignHoldsRepository(dataSource), clock);
  const edits = new CampaignChanges(rows, settings, transactions, clock);
  const surroundings = new Surroundings(placementRows, advertiserRows, dealers, tenancy);
  const check = new LaunchCheck(surroundings, vehicles, clock);
  const standing = new CampaignStanding(edits, rows, settings, check, clock);
  const campaigns = new CampaignsService(rows, inMemory, surroundings, edits, standing);
  return {
    ...{ rows, edits, settings, surroundings, standing },
    creatives: new CreativesService(new CreativesRepository(dataSource), edits, clock),
    placements: new PlacementsService(placementRows, transactions, clock),
    approval: new ApprovalService(edits, rows, settings, clock),
    versions: new CampaignVersionsService(rows, edits),
    running: new RunningCheckService(rows, settings, check, clock),
    copies: new CampaignCopiesService(campaigns, edits),
    bulk: new BulkEditsService(campaigns),
    campaigns,
    advertisers: new AdvertisersService(advertiserRows, writes, dealers, transactions, clock),
  };
} // prettier-ignore
