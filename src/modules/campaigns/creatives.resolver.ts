import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { CreativeInput, UpdateCreativeInput, toCreativeChange, toCreativeDraft } from './campaigns.inputs.graphql.js'; // prettier-ignore
import { Creative, CreativeResult, InvalidCreative, toCreative } from './creatives.graphql.js';
import { CreativesService } from './creatives.service.js';

const idArg = { type: () => ID, description: 'Id of the creative.' };

@Resolver()
export class CreativesResolver {
  constructor(private readonly creatives: CreativesService) {}

  @Mutation(() => CreativeResult, {
    description: 'Adds a creative to a campaign. Errors CAMPAIGN_NOT_FOUND and CAMPAIGN_STATUS.',
  })
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

  @Mutation(() => CreativeResult, {
    description: 'Changes a creative. Errors CREATIVE_NOT_FOUND and CAMPAIGN_STATUS.',
  })
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
    description:
      'Takes a creative out of use; it stays readable. Errors CREATIVE_NOT_FOUND, CAMPAIGN_STATUS, and CREATIVE_HELD while a running experiment shows it.',
  })
  @Allow('marketer')
  async archiveCreative(@CurrentCaller() caller: Caller, @Args('id', idArg) id: string): Promise<Creative> {
    return toCreative(await this.creatives.archive(caller, id));
  }
}
