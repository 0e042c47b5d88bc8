import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { StockState } from '../../models/vehicle/stock-unit.entity.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import {
  factsOf,
  type VehicleInStock,
  type VehicleReference,
} from '../../models/vehicle/vehicle-in-stock.js';
import type { VehicleTrimEntity } from '../../models/vehicle/vehicle-trim.entity.js';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import type { Page } from '../platform/graphql/connection.js';
import { CatalogueRepository, type MakeOfCatalogue, type TrimFilter } from './catalogue.repository.js';
import { canonicalMake } from '../../models/vehicle/make-names.js';
import type { StockIndex } from './stock-index.js';
import { StockMemory, stockTopic } from './stock-memory.js';
import { StockRepository, type FormerPrice } from './stock.repository.js';
import { searchStock, type FoundStock } from './search/search-stock.js';
import type { StockOrder, StockQuery } from './search/stock-query.js';
import { asWritten, placeIn, requireSound } from './search/sound-query.js';
import { substitutesFor, type Substitute } from './substitutes/substitutes-for.js';
import { invalidVehicleFilter, vehicleNotFound } from './vehicles.errors.js';

export type { StockIndex } from './stock-index.js';
export type { FoundStock, FoundVehicle } from './search/search-stock.js';
export type { Extent, FacetValue, StockFacets } from './search/facets-of.js';
export type { KindOfCar, Range, StockOrder, StockQuery, WithinReach } from './search/stock-query.js';
export { cursorOf } from './search/sound-query.js';

/** One trim of one model year in the catalogue, as it is handed out. */
export type VehicleTrim = VehicleTrimEntity;

const idSchema = z.uuid();
const trimKey = z.tuple([z.string(), z.string(), z.string().regex(/^\d{4}$/), z.string(), z.uuid()]);

/** What can be bought, and where it stands: the catalogue all tenants share, and each tenant's stock. */
@Injectable()
export class VehiclesService {
  constructor(
    private readonly stock: StockRepository,
    private readonly catalogue: CatalogueRepository,
    private readonly memory: StockMemory,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /** The tenant's stock in memory. The first call of a process loads it; later ones cost nothing. */
  stockIndex(tenantId: string): Promise<StockIndex> {
    return this.memory.of(tenantId);
  }

  /** What each reference means, in the order asked; null where no car of this tenant is meant. From memory. */
  async describe(
    tenantId: string,
    references: readonly VehicleReference[],
  ): Promise<(VehicleFacts | null)[]> {
    const index = await this.memory.of(tenantId);
    return references.map((reference) => {
      const vehicle = index.resolve(reference);
      return vehicle ? factsOf(vehicle) : null;
    });
  }

  /** One car, in any state; null when it is not there or another tenant's. */
  async find(caller: Pick<Caller, 'tenantId'>, id: string): Promise<VehicleInStock | null> {
    if (!idSchema.safeParse(id).success) return null;
    const known = (await this.memory.of(caller.tenantId)).get(id);
    return known ?? this.stock.find(caller.tenantId, id);
  }

  /**
   * Cars on offer that may stand in for one, best first; none where that one is not the tenant's. From memory.
   * @throws AppError INVALID_VEHICLE_FILTER
   */
  async substitutes(caller: Pick<Caller, 'tenantId'>, id: string, limit: number): Promise<Substitute[]> {
    if (limit < 1 || limit > 50) throw invalidVehicleFilter(`first is ${limit}; ask for 1 to 50 cars.`);
    const wanted = await this.find(caller, id);
    if (!wanted) return [];
    return substitutesFor(wanted, (await this.memory.of(caller.tenantId)).available, limit);
  }

  /** Prices a car had before the one it has, oldest first. */
  formerPrices(tenantId: string, id: string): Promise<FormerPrice[]> {
    return this.stock.formerPrices(tenantId, id);
  }

  /**
   * Cars in order, one more than the page's limit where there are more, and how many there are in all; in any state, but those sold
   * long ago. From memory.
   * @throws AppError INVALID_VEHICLE_FILTER
   */
  async search({ tenantId }: Caller, query: StockQuery, order: StockOrder, page: Page): Promise<FoundStock> {
    requireSound(query, order);
    const after = page.afterKey && placeIn(order, page.afterKey);
    const { table } = await this.memory.of(tenantId);
    return searchStock(table, asWritten(query), order, page.limit + 1, after);
  }

  /** How many cars of a model each dealer has on offer, by its id. From memory. */
  async availableByDealer(
    tenantId: string,
    make: string,
    model: string,
  ): Promise<ReadonlyMap<string, number>> {
    const { table } = await this.memory.of(tenantId);
    const among = { make: [make], model: [model], state: ['AVAILABLE'] };
    const { values } = searchStock(table, asWritten({ among }), 'PRICE_ASC', 1).facets();
    return new Map(values.dealer.map(({ value, count }) => [value, count]));
  }

  /**
   * Reserves a car, sells it, or puts it back on offer. Offers stop or start showing it at once, in every process.
   * @throws AppError VEHICLE_NOT_FOUND
   */
  async setState(caller: Caller, id: string, state: StockState): Promise<VehicleInStock> {
    const { tenantId } = caller;
    if (!idSchema.safeParse(id).success) throw vehicleNotFound(id);
    await this.stock.transaction(async (manager) => {
      const hit = await this.stock.setState(manager, tenantId, id, state, this.clock.now());
      if (!hit) throw vehicleNotFound(id);
      await this.changes.announce(manager, stockTopic, tenantId);
    });
    await this.memory.refresh(tenantId);
    const vehicle = await this.stock.find(tenantId, id);
    if (!vehicle) throw vehicleNotFound(id);
    return vehicle;
  }

  /** Trims of the catalogue, one more than the page's limit where there are more. @throws AppError INVALID_VEHICLE_FILTER */
  async trims(filter: TrimFilter, page: Page): Promise<VehicleTrimEntity[]> {
    const { modelYear } = filter;
    if (modelYear !== undefined && (modelYear < 1_886 || modelYear > 9_999))
      throw invalidVehicleFilter(
        `filter.modelYear is ${modelYear}; give a year of four digits, from 1886, or leave it out.`,
      );
    const make = filter.make === undefined ? undefined : canonicalMake(filter.make);
    const after = page.afterKey === null ? null : keyIn(trimKey, page.afterKey);
    return this.catalogue.list({ ...filter, make }, page.limit + 1, after);
  }

  /** Every trim of the catalogue from that model year on. */
  trimsSince(modelYear: number): Promise<VehicleTrim[]> {
    return this.catalogue.since(modelYear);
  }

  /** Every make of the catalogue with its models. */
  makes(): Promise<MakeOfCatalogue[]> {
    return this.catalogue.makes();
  }
}

function keyIn<T>(schema: z.ZodType<T>, key: string[]): T {
  const parsed = schema.safeParse(key);
  if (parsed.success) return parsed.data;
  throw invalidVehicleFilter('after is a cursor of another list; take endCursor from a page of this one.');
}
