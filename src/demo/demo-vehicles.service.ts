import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { AppError } from '../modules/platform/app-error.js';
import { CatalogueImportService } from '../modules/vehicles/catalogue-import.service.js';
import { DealersService } from '../modules/vehicles/dealers.service.js';
import { StockWriterService, type NewStockUnit } from '../modules/vehicles/stock-writer.service.js';
import { VehiclesService, type VehicleTrim } from '../modules/vehicles/vehicles.service.js';
import { demoDealers } from './demo-dealers.js';
import { demoStock, oldestDemoYear } from './demo-stock.js';

const catalogueFile = 'src/demo/data/epa-vehicles-2018-2023.csv.gz';
const demoUnits = 1_200;
/** Cars come in deliveries, so that not all of them are new this week. */
const delivery = { units: 100, everyMs: 8 * 24 * 3_600_000 } as const;

/** What the demo consists of; of dealers it is enough how many. */
export interface DemoVehicles {
  readonly trims: readonly VehicleTrim[];
  readonly dealers: number;
  readonly units: readonly NewStockUnit[];
}

/** Fills a tenant with the demo: the catalogue committed with the project, eight dealers, 1,200 cars. */
@Injectable()
export class DemoVehiclesService {
  constructor(
    private readonly catalogueImport: CatalogueImportService,
    private readonly vehicles: VehiclesService,
    private readonly dealers: DealersService,
    private readonly writer: StockWriterService,
  ) {}

  /** Loads the demo; what is already there stays as it is, states included. Tells what there is. */
  async loadDemoVehicles(tenantId: string): Promise<DemoVehicles> {
    let trims = await this.vehicles.trimsSince(oldestDemoYear);
    if (trims.length === 0) {
      await this.catalogueImport.import(join(projectRoot(), catalogueFile));
      trims = await this.vehicles.trimsSince(oldestDemoYear);
    }
    for (const dealer of demoDealers) await this.dealers.create({ tenantId }, dealer).catch(unlessThere);
    const dealers = (await this.dealers.list({ tenantId })).filter(({ code }) =>
      demoDealers.some((demo) => demo.code === code),
    );
    const dealerIds = dealers.map(({ id }) => id);
    const units = demoStock(trims, tenantId, dealerIds, demoUnits);
    for (let at = 0, agoMs = 0; at < units.length; at += delivery.units, agoMs += delivery.everyMs)
      await this.writer.write(tenantId, units.slice(at, at + delivery.units), true, agoMs);
    return { trims, dealers: dealers.length, units };
  }
}

function unlessThere(fault: unknown): void {
  if (!(fault instanceof AppError) || fault.code !== 'DEALER_CODE_TAKEN') throw fault;
}

/** The folder of package.json: the demo data is not part of the build. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
