import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import type { StockState } from '../../models/vehicle/stock-unit.entity.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { costing } from '../platform/graphql/query-cost.plugin.js';
import { CatalogueFilter, CatalogueMake, CatalogueTrim, CatalogueTrimConnection, StockStateEnum, toCatalogueTrim, toVehicle, Vehicle } from './vehicles.graphql.js'; // prettier-ignore
import { VehiclesService } from './vehicles.service.js';

@Resolver()
export class VehiclesResolver {
  constructor(private readonly vehicleRoom: VehiclesService) {}

  @Query(() => Vehicle, { nullable: true, description: 'One car of your stock; null when there is none.' })
  @Allow('marketer', 'storefront')
  async vehicle(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the car.' }) id: string,
  ): Promise<Vehicle | null> {
    const vehicle = await this.vehicleRoom.find(caller, id);
    return vehicle && toVehicle(vehicle);
  }

  @Query(() => [CatalogueMake], {
    description: 'Every make of the reference catalogue with its models.',
    complexity: costing(500),
  })
  @Allow('marketer', 'storefront')
  catalogueMakes(): Promise<CatalogueMake[]> {
    return this.vehicleRoom.makes();
  }

  @Query(() => CatalogueTrimConnection, { description: 'Trims of the reference catalogue by make, model, year and trim.' }) // prettier-ignore
  @Allow('marketer', 'storefront')
  async catalogueTrims(
    @Args() args: PageArgs,
    @Args('filter', { type: () => CatalogueFilter, nullable: true, description: 'Which trims; all when left out.' }) filter: CatalogueFilter | null, // prettier-ignore
  ): Promise<Connection<CatalogueTrim>> {
    const page = pageOf(args);
    const { make, model, modelYear, bodyStyle, fuelType } = filter ?? {};
    const given = { make: make ?? undefined, model: model ?? undefined, modelYear: modelYear ?? undefined, bodyStyle: bodyStyle ?? undefined, fuelType: fuelType ?? undefined }; // prettier-ignore
    const rows = await this.vehicleRoom.trims(given, page);
    return toConnection(rows.map(toCatalogueTrim), page, (row) => [row.make, row.model, String(row.modelYear), row.trim ?? '', row.id]); // prettier-ignore
  }

  @Mutation(() => Vehicle, { description: 'Reserves a car, sells it or puts it back on offer. Offers follow at once.' }) // prettier-ignore
  @Allow('marketer')
  async setVehicleState(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the car.' }) id: string,
    @Args('state', { type: () => StockStateEnum, description: 'Its new state.' }) state: StockState,
  ): Promise<Vehicle> {
    return toVehicle(await this.vehicleRoom.setState(caller, id, state));
  }
}
