import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { DealersService } from '../vehicles/dealers.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { googleVehicleAds } from './google-vehicle-ads.js';
import { googleVehicleListings } from './google-vehicle-listings.js';
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

/** The stock as others read it: lists for Google and Meta, markup for a car's page. */
@Injectable()
export class ListingsService {
  constructor(
    private readonly vehicles: VehiclesService,
    private readonly dealers: DealersService,
  ) {}

  /** A list as text, piece by piece. @throws AppError LIST_UNKNOWN, LIST_LINK */
  async text(
    caller: Caller,
    name: string,
    shape: ListShape,
    link: string | null,
  ): Promise<Generator<string>> {
    const { format, cars } = await this.prepared(caller, name, shape, link);
    return listText(format, shape, cars.filter((car) => format.needs.every((need) => has[need](car)))); // prettier-ignore
  }

  /** What a list would hold now. @throws AppError LIST_UNKNOWN, LIST_LINK */
  async report(caller: Caller, name: string, link: string | null): Promise<ListReport> {
    const { format, cars } = await this.prepared(caller, name, 'csv', link);
    const leftOut = format.needs.flatMap((missing) => {
      const without = cars.filter((car) => !has[missing](car));
      const examples = without.slice(0, 5).map(({ vehicle }) => vehicle.stockNumber);
      return without.length === 0 ? [] : [{ missing, cars: without.length, examples }];
    });
    return { listed: cars.filter((car) => format.needs.every((need) => has[need](car))).length, leftOut };
  }

  /** One car as it is listed; null when it or its dealer is not there. @throws AppError LIST_LINK */
  async car(caller: Caller, id: string, link: string | null): Promise<ListedCar | null> {
    if (link !== null && !isLinkTemplate(link)) throw invalidLink();
    const vehicle = await this.vehicles.find(caller, id);
    const dealer = vehicle && (await this.dealers.find(caller, vehicle.dealer.id));
    return vehicle && dealer && { vehicle, dealer, link: link === null ? null : linkOf(link, vehicle) };
  }

  private async prepared(caller: Caller, name: string, shape: ListShape, link: string | null) {
    const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
    if (!format || !isWrittenAs(name, shape)) throw unknownList(Object.keys(formats));
    if (link !== null && !isLinkTemplate(link)) throw invalidLink();
    if (link === null && format.needs.includes('link')) throw linkMissing();
    const dealers = new Map((await this.dealers.list(caller)).map((dealer) => [dealer.id, dealer]));
    const { table } = await this.vehicles.stockIndex(caller.tenantId);
    const cars = table.units.flatMap((vehicle) => {
      const dealer = dealers.get(vehicle.dealer.id);
      if (!dealer || !format.states.includes(vehicle.state)) return [];
      return [{ vehicle, dealer, link: link === null ? null : linkOf(link, vehicle) }];
    });
    return { format, cars };
  }
}
