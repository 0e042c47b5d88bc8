import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { EndCarOwnershipResult, toOwnershipResult } from './cars.graphql.js';
import { CarsService } from './cars.service.js';

@Resolver()
export class CarsResolver {
  constructor(private readonly cars: CarsService) {}

  @Mutation(() => EndCarOwnershipResult, {
    description:
      'Takes a car from its owner, who sold it elsewhere, say. A delivery to another needs no such word.',
  })
  @Allow('marketer')
  async endCarOwnership(
    @CurrentCaller() caller: Caller,
    @Args('vin', { type: () => String, description: 'VIN of the car.' }) vin: string,
  ): Promise<typeof EndCarOwnershipResult> {
    return toOwnershipResult(await this.cars.endOwnership(caller, vin));
  }
}
