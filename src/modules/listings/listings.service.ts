import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { DealerRecord } from '../../models/vehicle/dealer.entity.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { DealersService } from '../vehicles/dealers.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { googleVehicleAds } from './google-vehicle-ads.js';
import { googleVehicleListings } from './google-vehicle-listings.js';
import { KnownTags } from './known-tags.js';
import { metaVehicles } from './meta-vehicles.js';
import type { ListFormat } from './list-format.js';
import { listText, type ListShape } from './list-text.js';
import { has, isLinkTemplate, linkOf, type ListedCar, type Need } from './listed-car.js';
import { invalidLink, linkMissing, unknownList } from './listings.errors.js';

/** Formats by the name under which they are fetched. */
const formats: Readonly<Record<string, ListFormat>> = {
  'google-vehicle-listings': googleVehicleListings,
  'google-vehicle-ads': googleVehicleAds,
  'meta-vehicles': metaVehicles,
};

/** Which shapes a format may be fetched in: XML is Meta's alone. */
const isWrittenAs = (format: string, shape: ListShape): boolean =>
  shape !== 'xml' || format === 'meta-vehicles';

/** How many cars a list has, and why others are not in it. */
export interface ListReport {
  readonly listed: number;
  readonly leftOut: readonly { readonly missing: Need; readonly cars: number; readonly examples: readonly string[] }[];
} // prettier-ignore

/** A list as it is now. */
export interface StockList {
  /** For `ETag`. */
  readonly tag: string;
  readonly text: () => Iterable<string>;
}

/** The stock as others read it: lists for Google and Meta, markup for a car's page. */
@Injectable()
export class ListingsService {
  private readonly tags = new KnownTags();

  constructor(
    private readonly vehicles: VehiclesService,
    private readonly dealers: DealersService,
  ) {}

  /** A list as it is now: its tag, and its text piece by piece. @throws AppError LIST_UNKNOWN, LIST_LINK */
  async list(caller: Caller, name: string, shape: ListShape, link: string | null): Promise<StockList> {
    const { format, cars, state } = await this.prepared(caller, name, shape, link);
    const text = () => listText(format, shape, complete(cars(), format.needs));
    const list = JSON.stringify([caller.tenantId, name, shape, link]);
    const { tag, pieces } = await this.tags.of({ list, state }, text);
    return { tag, text: () => pieces ?? text() };
  }

  /** What a list would hold now. @throws AppError LIST_UNKNOWN, LIST_LINK */
  async report(caller: Caller, name: string, link: string | null): Promise<ListReport> {
    const { format, cars } = await this.prepared(caller, name, 'csv', link);
    const lacking = new Map<Need, { cars: number; examples: string[] }>();
    let listed = 0;
    for (const car of cars()) {
      const missing = format.needs.filter((need) => !has[need](car));
      if (missing.length === 0) listed++;
      for (const need of missing) {
        const { cars: count, examples } = lacking.get(need) ?? { cars: 0, examples: [] };
        lacking.set(need, {
          cars: count + 1,
          examples: count < 5 ? [...examples, car.vehicle.stockNumber] : examples,
        });
      }
    }
    const leftOut = format.needs.flatMap((missing) => {
      const found = lacking.get(missing);
      return found ? [{ missing, ...found }] : [];
    });
    return { listed, leftOut };
  }

  /** One car as it is listed; null when it or its dealer is not there. @throws AppError LIST_LINK */
  async car(caller: Caller, id: string, link: string | null): Promise<ListedCar | null> {
    if (link !== null && !isLinkTemplate(link)) throw invalidLink();
    const vehicle = await this.vehicles.find(caller, id);
    const dealer = vehicle && (await this.dealers.findTogether(caller, vehicle.dealer.id));
    return vehicle && dealer && { vehicle, dealer, link: link === null ? null : linkOf(link, vehicle) };
  }

  private async prepared(caller: Caller, name: string, shape: ListShape, link: string | null) {
    const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
    if (!format || !isWrittenAs(name, shape)) throw unknownList(Object.keys(formats));
    if (link !== null && !isLinkTemplate(link)) throw invalidLink();
    if (link === null && format.needs.includes('link')) throw linkMissing();
    const dealers = await this.dealers.list(caller);
    const { table, version } = await this.vehicles.stockIndex(caller.tenantId);
    const byId = new Map(dealers.map((dealer) => [dealer.id, dealer]));
    // Cars are altered never, only replaced: a copy of the list is the stock of now, however slowly it is fetched.
    const units = [...table.units];
    const cars = () => listedOf(units, byId, format, link);
    return { format, cars, state: `${version} ${createHash('sha256').update(JSON.stringify(dealers)).digest('base64url')}` };
  } // prettier-ignore
}

function* listedOf(units: readonly VehicleInStock[], dealers: ReadonlyMap<string, DealerRecord>, { states }: ListFormat, link: string | null): Generator<ListedCar> {
  for (const vehicle of units) {
    const dealer = dealers.get(vehicle.dealer.id);
    if (!dealer || !states.includes(vehicle.state)) continue;
    yield { vehicle, dealer, link: link === null ? null : linkOf(link, vehicle) };
  }
} // prettier-ignore

function* complete(cars: Iterable<ListedCar>, needs: readonly Need[]): Generator<ListedCar> {
  for (const car of cars) if (needs.every((need) => has[need](car))) yield car;
}
