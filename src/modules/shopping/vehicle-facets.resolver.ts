import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { costing } from '../platform/graphql/query-cost.plugin.js';
import { VehicleConnection, VehicleFacets } from './vehicle-search.graphql.js';

/** Tells what else there is only to those who ask: it is another walk through the stock. */
@Resolver(() => VehicleConnection)
export class VehicleFacetsResolver {
  @ResolveField(() => VehicleFacets, {
    description: 'What cars there are to choose from, by everything they are told apart by.',
    complexity: costing(50),
  })
  facets(@Parent() { facetsFound }: VehicleConnection): VehicleFacets {
    return facetsFound();
  }
}
