import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { CreatePlacementInput, Placement, UpdatePlacementInput, toPlacement } from './placements.graphql.js';
import { PlacementsService } from './placements.service.js';

@Resolver()
export class PlacementsResolver {
  constructor(
    private readonly placements: PlacementsService,
    private readonly tenancy: TenancyService,
  ) {}

  @Query(() => [Placement], {
    name: 'placements',
    description: 'Where offers can be shown, in order of their keys.',
  })
  @Allow('marketer', 'storefront')
  async list(@CurrentCaller() caller: Caller): Promise<Placement[]> {
    const { currency } = await this.tenancy.tenant(caller);
    return (await this.placements.list(caller)).map((row) => toPlacement(row, currency, caller.role));
  }

  @Mutation(() => Placement, {
    description: 'Makes a placement. Errors INVALID_PLACEMENT and PLACEMENT_EXISTS.',
  })
  @Allow('marketer')
  async createPlacement(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CreatePlacementInput, description: 'The placement to make.' })
    { key, ...input }: CreatePlacementInput,
  ): Promise<Placement> {
    const { currency } = await this.tenancy.tenant(caller);
    return toPlacement(await this.placements.create(caller, key, input), currency, caller.role);
  }

  @Mutation(() => Placement, {
    description:
      'Changes a placement; decisions heed it at once. Errors PLACEMENT_NOT_FOUND and INVALID_PLACEMENT.',
  })
  @Allow('marketer')
  async updatePlacement(
    @CurrentCaller() caller: Caller,
    @Args('key', { type: () => ID, description: 'Key of the placement.' }) key: string,
    @Args('input', { type: () => UpdatePlacementInput, description: 'What to change.' })
    input: UpdatePlacementInput,
  ): Promise<Placement> {
    const { currency } = await this.tenancy.tenant(caller);
    return toPlacement(await this.placements.update(caller, key, input), currency, caller.role);
  }
}
