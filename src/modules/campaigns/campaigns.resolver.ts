import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { Campaign, CampaignConnection, CampaignResult, CampaignStatusName, toCampaign, type InvalidCampaign } from './campaigns.graphql.js'; // prettier-ignore
import { CreateCampaignInput, UpdateCampaignInput, toCreativeDraft } from './campaigns.inputs.graphql.js';
import { CampaignsService } from './campaigns.service.js';
import { LaunchResult, toLaunchResult, type CannotLaunch } from './launch.graphql.js';
import { CampaignFilterInput, toFilter } from './many/many.graphql.js';

const idArg = { type: () => ID, description: 'Id of the campaign.' };

@Resolver()
export class CampaignsResolver {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly clock: Clock,
  ) {}

  @Query(() => CampaignConnection, {
    name: 'campaigns',
    description: "The tenant's campaigns, newest first.",
  })
  @Allow('marketer')
  async list(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Args('status', {
      type: () => CampaignStatusName,
      nullable: true,
      description: 'Only those that stand here.',
    })
    status: CampaignStatusName | null,
    @Args('filter', { type: () => CampaignFilterInput, nullable: true, description: 'Only those that fit.' })
    filter: CampaignFilterInput | null,
  ): Promise<Connection<Campaign>> {
    const page = pageOf(args);
    const rows = await this.campaigns.list(caller, toFilter(filter, status), page);
    const campaigns = rows.map((row) => toCampaign(row, this.clock.now()));
    return toConnection(campaigns, page, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Query(() => Campaign, {
    description: 'One campaign. Error CAMPAIGN_NOT_FOUND when there is none of that id.',
  })
  @Allow('marketer')
  async campaign(@CurrentCaller() caller: Caller, @Args('id', idArg) id: string): Promise<Campaign> {
    return toCampaign(await this.campaigns.get(caller, id), this.clock.now());
  }

  @Mutation(() => CampaignResult, {
    description: 'Makes a draft. Error SEGMENT_NOT_FOUND when an audience names a segment there is not.',
  })
  @Allow('marketer')
  async createCampaign(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CreateCampaignInput, description: 'The campaign to make.' })
    { creatives, ...input }: CreateCampaignInput,
  ): Promise<Campaign | InvalidCampaign> {
    const made = await this.campaigns.create(caller, input, creatives?.map(toCreativeDraft));
    return 'problems' in made ? made : toCampaign(made, this.clock.now());
  }

  @Mutation(() => CampaignResult, {
    description:
      'Changes a campaign; a live one at once, or where approval is needed once it is approved: until then it is in `proposedChanges`. Error CAMPAIGN_STATUS when it was ended.',
  })
  @Allow('marketer')
  async updateCampaign(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
    @Args('input', { type: () => UpdateCampaignInput, description: 'What to change.' })
    input: UpdateCampaignInput,
  ): Promise<Campaign | InvalidCampaign> {
    const changed = await this.campaigns.update(caller, id, input);
    return 'problems' in changed ? changed : toCampaign(changed, this.clock.now());
  }

  @Mutation(() => LaunchResult, {
    description: 'Makes a draft or paused campaign live, or says what is in the way.',
  })
  @Allow('marketer')
  async launchCampaign(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
  ): Promise<Campaign | CannotLaunch> {
    return toLaunchResult(await this.campaigns.launch(caller, id), this.clock.now());
  }

  @Mutation(() => LaunchResult, {
    description:
      'Goes on with a paused campaign, or says what is in the way. Error CAMPAIGN_STATUS when it was never launched.',
  })
  @Allow('marketer')
  async resumeCampaign(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
  ): Promise<Campaign | CannotLaunch> {
    return toLaunchResult(await this.campaigns.resume(caller, id), this.clock.now());
  }

  @Mutation(() => Campaign, {
    description:
      'Puts a campaign away: ended for good, and left out of lists. Errors CAMPAIGN_STATUS while it is live, and CAMPAIGN_HELD while a running experiment tries it and it is not ended.',
  })
  @Allow('marketer')
  async archiveCampaign(@CurrentCaller() caller: Caller, @Args('id', idArg) id: string): Promise<Campaign> {
    return toCampaign(await this.campaigns.archive(caller, id), this.clock.now());
  }

  @Mutation(() => Campaign, {
    description:
      'Holds a live campaign back until it is launched again. Error CAMPAIGN_STATUS when it is not live.',
  })
  @Allow('marketer')
  async pauseCampaign(@CurrentCaller() caller: Caller, @Args('id', idArg) id: string): Promise<Campaign> {
    return toCampaign(await this.campaigns.stop(caller, id, 'pause'), this.clock.now());
  }

  @Mutation(() => Campaign, { description: 'Ends a campaign for good.' })
  @Allow('marketer')
  async endCampaign(@CurrentCaller() caller: Caller, @Args('id', idArg) id: string): Promise<Campaign> {
    return toCampaign(await this.campaigns.stop(caller, id, 'end'), this.clock.now());
  }
}
