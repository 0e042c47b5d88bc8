import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import {
  Creative,
  CreativeResult,
  InvalidCreative,
  Placement,
  toCreative,
  toPlacement,
} from './campaigns.graphql.js';
import { CreatePlacementInput, CreativeInput, UpdateCreativeInput, toCreativeChange, toCreativeDraft } from './campaigns.inputs.graphql.js'; // prettier-ignore
import { CreativesService } from './creatives.service.js';

const idArg = { type: () => ID, description: 'Id of the creative.' };

@Resolver()
export class CreativesResolver {
  constructor(private readonly creatives: CreativesService) {}

  @Query(() => [Placement], { description: 'Where offers can be shown, in order of their keys.' })
  @Allow('marketer', 'storefront')
  async placements(@CurrentCaller() caller: Caller): Promise<Placement[]> {
    return (await this.creatives.placements(caller)).map(toPlacement);
  }

  @Mutation(() => Placement, {
    description: 'Makes a placement. Errors INVALID_PLACEMENT and PLACEMENT_EXISTS.',
  })
  @Allow('marketer')
  async createPlacement(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CreatePlacementInput, description: 'The placement to make.' })
    { key, name, description }: CreatePlacementInput,
  ): Promise<Placement> {
    return toPlacement(
      await this.creatives.createPlacement(caller, { key, name, description: description ?? '' }),
    );
  }

  @Mutation(() => CreativeResult, { description: 'Adds a creative to a campaign. Error CAMPAIGN_NOT_FOUND.' })
  @Allow('marketer')
  async addCreative(
    @CurrentCaller() caller: Caller,
    @Args('campaignId', { type: () => ID, description: 'The campaign that shall say it.' })
    campaignId: string,
    @Args('input', { type: () => CreativeInput, description: 'The creative to add.' }) input: CreativeInput,
  ): Promise<Creative | InvalidCreative> {
    const added = await this.creatives.add(caller, campaignId, toCreativeDraft(input));
    return 'problems' in added ? added : toCreative(added);
  }

  @Mutation(() => CreativeResult, { description: 'Changes a creative. Error CREATIVE_NOT_FOUND.' })
  @Allow('marketer')
  async updateCreative(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
    @Args('input', { type: () => UpdateCreativeInput, description: 'What to change.' })
    input: UpdateCreativeInput,
  ): Promise<Creative | InvalidCreative> {
    const changed = await this.creatives.update(caller, id, toCreativeChange(input));
    return 'problems' in changed ? changed : toCreative(changed);
  }

  @Mutation(() => Creative, {
    description: 'Takes a creative out of use; it stays readable. Error CREATIVE_NOT_FOUND.',
  })
  @Allow('marketer')
  async archiveCreative(@CurrentCaller() caller: Caller, @Args('id', idArg) id: string): Promise<Creative> {
    return toCreative(await this.creatives.archive(caller, id));
  }
}
