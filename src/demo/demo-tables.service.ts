import { Injectable } from '@nestjs/common';
import { RateTables } from '../modules/finance/tables/rate-tables.service.js';
import { TablePublisher } from '../modules/finance/tables/table-publisher.service.js';
import { Clock } from '../modules/platform/clock.js';
import { ValuationPublisher } from '../modules/trade-in/tables/valuation-publisher.service.js';
import { ValuationTables } from '../modules/trade-in/tables/valuation-tables.service.js';
import type { NewStockUnit } from '../modules/vehicles/stock-writer.service.js';
import type { VehicleTrim } from '../modules/vehicles/vehicles.service.js';
import { demoBands, demoRates } from './demo-tables.js';

const name = 'Demo';
const currency = 'GBP';

/** Gives the demo its rates and its bands for cars traded in: once, as tables are never altered, and a marketer's own stay. */
@Injectable()
export class DemoTablesService {
  constructor(
    private readonly rates: RateTables,
    private readonly ratePublisher: TablePublisher,
    private readonly bands: ValuationTables,
    private readonly bandPublisher: ValuationPublisher,
    private readonly clock: Clock,
  ) {}

  /** Publishes what is missing; says how many tables there are. */
  async load(
    tenantId: string,
    units: readonly NewStockUnit[],
    trims: readonly VehicleTrim[],
  ): Promise<number> {
    const kept = { validFrom: new Date(this.clock.now()), validTo: null, taxOn: null, taxPercent: null, maxLoanToValuePercent: null, disclosureText: null }; // prettier-ignore
    const table = { ...kept, tenantId, name, currency, columns: {} };
    if ((await this.rates.of(tenantId)).length === 0)
      published(await this.ratePublisher.publishText({ ...table, jurisdiction: 'UK', quotesHold: 'P14D' }, demoRates(units))); // prettier-ignore
    if ((await this.bands.of(tenantId)).length === 0)
      published(await this.bandPublisher.publish({ tenantId, name, currency, columns: {} }, demoBands(soldBy(units, trims)))); // prettier-ignore
    return (await this.rates.of(tenantId)).length + (await this.bands.of(tenantId)).length;
  }
}

/** The trims of makes and models that are on the lot. */
function soldBy(units: readonly NewStockUnit[], trims: readonly VehicleTrim[]): VehicleTrim[] {
  const models = new Set(units.map(({ make, model }) => `${make}\n${model}`));
  return trims.filter(({ make, model }) => models.has(`${make}\n${model}`));
}

function published(outcome: object): void {
  if ('rejected' in outcome) throw new Error('a table of the demo has rows that cannot be');
}
