import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { CampaignSettings, CampaignSettingsInput } from './approval.graphql.js';
import { ApprovalResult, toApprovalResult } from './approval-result.graphql.js';
import { ApprovalService } from './approval.service.js';

const idArg = { type: () => ID, description: 'Id of the campaign.' };
const versionArg = {
  type: () => Int,
  description: 'The `version` of the campaign that was looked at: nothing else is meant.',
};

@Resolver()
export class ApprovalResolver {
  constructor(
    private readonly approval: ApprovalService,
    private readonly clock: Clock,
  ) {}

  @Query(() => CampaignSettings, { description: 'How you go about your campaigns.' })
  @Allow('marketer')
  campaignSettings(@CurrentCaller() caller: Caller): Promise<CampaignSettings> {
    return this.approval.settingsOf(caller);
  }

  @Mutation(() => CampaignSettings, {
    description: 'Says whether campaigns need approval, from now on; what is shown already goes on.',
  })
  @Allow()
  setCampaignSettings(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CampaignSettingsInput, description: 'What holds from now on.' })
    { approvalNeeded, authorsMayApprove }: CampaignSettingsInput,
  ): Promise<CampaignSettings> {
    return this.approval.setSettings(caller, { approvalNeeded, authorsMayApprove });
  }

  @Mutation(() => ApprovalResult, {
    description:
      'Hands in what is proposed, or else the whole campaign. Errors CAMPAIGN_NOT_FOUND and CAMPAIGN_STATUS.',
  })
  @Allow('marketer')
  async submitCampaign(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
  ): Promise<typeof ApprovalResult> {
    return toApprovalResult(await this.approval.submit(caller, id), this.clock.now());
  }

  @Mutation(() => ApprovalResult, {
    description:
      'Approves what was handed in; proposed changes are shown from now on. Errors CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS and SEGMENT_NOT_FOUND.',
  })
  @Allow('marketer')
  async approveCampaign(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
    @Args('version', versionArg) version: number,
  ): Promise<typeof ApprovalResult> {
    return toApprovalResult(await this.approval.approve(caller, id, version), this.clock.now());
  }

  @Mutation(() => ApprovalResult, {
    description: 'Sends back what was handed in. Errors CAMPAIGN_NOT_FOUND and CAMPAIGN_STATUS.',
  })
  @Allow('marketer')
  async sendBackCampaign(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
    @Args('version', versionArg) version: number,
    @Args('reason', { type: () => String, description: 'What to change, in 1 to 1,000 characters.' })
    reason: string,
  ): Promise<typeof ApprovalResult> {
    return toApprovalResult(await this.approval.sendBack(caller, id, version, reason), this.clock.now());
  }

  @Mutation(() => ApprovalResult, {
    description:
      'Takes back what was handed in; proposed changes are dropped. Errors CAMPAIGN_NOT_FOUND and CAMPAIGN_STATUS.',
  })
  @Allow('marketer')
  async withdrawCampaign(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
  ): Promise<typeof ApprovalResult> {
    return toApprovalResult(await this.approval.withdraw(caller, id), this.clock.now());
  }
}
