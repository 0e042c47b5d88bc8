import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Campaign } from '../../campaigns/campaigns.graphql.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { CampaignSpend, toCampaignSpend } from './spend.graphql.js';
import { SpendService } from './spend.service.js';

/** Says of a campaign what it has spent. Campaigns do not know of charges; this rung knows both. */
@Resolver(() => Campaign)
export class SpendResolver {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly spend: SpendService,
  ) {}
}
