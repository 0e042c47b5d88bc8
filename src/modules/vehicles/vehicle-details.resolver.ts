import { Args, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { costing } from '../platform/graphql/query-cost.plugin.js';
import { daysInStock } from './age-on-lot.js';
import { toSubstitute, VehiclePrice, VehicleSubstitute } from './vehicle-details.graphql.js';
import { Vehicle } from './vehicles.graphql.js';
import { VehiclesService } from './vehicles.service.js';

/** What is told of a car only to those who ask: its past, and what could be bought instead. */
@Resolver(() => Vehicle)
export class VehicleDetailsResolver {
  constructor(
    private readonly vehicles: VehiclesService,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => Int, { description: 'Whole days it stands on the lot: since its feed says, else since it first came.' }) // prettier-ignore
  daysInStock(@Parent() { inStockSince, firstSeenAt }: Vehicle): number {
    return daysInStock(inStockSince, firstSeenAt.getTime(), this.clock.now());
  }

  @ResolveField(() => [VehiclePrice], { description: 'Every price it had, oldest first; the last is the one it has.', complexity: costing(20) }) // prettier-ignore
  async priceHistory(
    @CurrentCaller() { tenantId }: Caller,
    @Parent() { id, price, firstSeenAt }: Vehicle,
  ): Promise<VehiclePrice[]> {
    const former = await this.vehicles.formerPrices(tenantId, id);
    const from = former.at(-1)?.until ?? firstSeenAt;
    return [...former, { price, from, until: null }];
  }

  @Query(() => [VehicleSubstitute], {
    description:
      'Cars on offer that may stand in for one that is gone or not quite right, best first: same trim before same model before the like. Empty where the car is not yours.',
    complexity: costing(50),
  })
  @Allow('marketer', 'storefront')
  async substitutes(
    @CurrentCaller() caller: Caller,
    @Args('vehicleId', { type: () => ID, description: 'The car to find others for, in any state.' })
    vehicleId: string,
    @Args('first', { type: () => Int, defaultValue: 6, description: 'How many, 1 to 50.' }) first: number,
  ): Promise<VehicleSubstitute[]> {
    return (await this.vehicles.substitutes(caller, vehicleId, first)).map(toSubstitute);
  }
}
