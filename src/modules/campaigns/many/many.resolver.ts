import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { Campaign, CampaignResult, toCampaign, type InvalidCampaign } from '../campaigns.graphql.js';
import { UpdateCampaignInput } from '../campaigns.inputs.graphql.js';
import { BulkEditsService } from './bulk-edits.service.js';
import { CampaignCopiesService } from './campaign-copies.service.js';
import { CampaignEdit, CampaignSelectionInput, toCampaignEdit } from './many.graphql.js';

@Resolver()
export class ManyCampaignsResolver {
  constructor(
    private readonly copies: CampaignCopiesService,
    private readonly edits: BulkEditsService,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => CampaignResult, {
    description:
      'Makes a draft out of a campaign, with creatives of its own. Errors CAMPAIGN_NOT_FOUND and SEGMENT_NOT_FOUND.',
  })
  @Allow('marketer')
  async duplicateCampaign(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the campaign to copy.' }) id: string,
    @Args('idempotencyKey', { type: () => String, description: 'The same key makes one copy, however often it is sent.' })
    idempotencyKey: string,
    @Args('name', { type: () => String, nullable: true, description: 'Name of the copy; absent: the name it has, and `(copy)`.' })
    name: string | null,
  ): Promise<Campaign | InvalidCampaign> {
    const made = await this.copies.duplicate(caller, { id, idempotencyKey, name });
    return 'problems' in made ? made : toCampaign(made, this.clock.now());
  } // prettier-ignore

  @Mutation(() => [CampaignEdit], {
    description:
      'Changes up to 200 campaigns in the same way, each for itself. Sent again, it changes nothing more. Error TOO_MANY_CAMPAIGNS.',
    complexity: costing(300),
  })
  @Allow('marketer')
  async updateCampaigns(
    @CurrentCaller() caller: Caller,
    @Args('select', { type: () => CampaignSelectionInput, description: 'Which ones.' })
    { ids, filter }: CampaignSelectionInput,
    @Args('input', { type: () => UpdateCampaignInput, description: 'What to change.' })
    input: UpdateCampaignInput,
  ): Promise<CampaignEdit[]> {
    const edits = await this.edits.update(caller, ids ? { ids } : { filter: filter ?? {} }, input);
    return edits.map((edit) => toCampaignEdit(edit, this.clock.now()));
  }
}
