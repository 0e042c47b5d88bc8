import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { CurrentCaller } from '../platform/access.js';
import { costing } from '../platform/graphql/query-cost.plugin.js';
import { toFacets, VehicleConnection, VehicleFacets } from './vehicle-search.graphql.js';
import { VehiclesService } from './vehicles.service.js';

/** Tells what else there is only to those who ask: it is another walk through the stock. */
@Resolver(() => VehicleConnection)
export class VehicleFacetsResolver {
  constructor(private readonly vehicles: VehiclesService) {}

  @ResolveField(() => VehicleFacets, {
    description: 'What cars there are to choose from, by everything they are told apart by.',
    complexity: costing(50),
  })
  async facets(
    @CurrentCaller() caller: Caller,
    @Parent() { query }: VehicleConnection,
  ): Promise<VehicleFacets> {
    return toFacets(await this.vehicles.facets(caller, query));
  }
}
