import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Campaign, toCampaign } from '../campaigns/campaigns.graphql.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { CurrentCaller } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { SegmentInUse } from '../segments/segments.graphql.js';

/** Names the campaigns that hold a segment. Segments and campaigns do not know each other; this rung knows both. */
@Resolver(() => SegmentInUse)
export class SegmentInUseResolver {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => [Campaign], { description: 'The campaigns that name it and are not ended.' })
  async heldBy(@CurrentCaller() caller: Caller, @Parent() { segment }: SegmentInUse): Promise<Campaign[]> {
    const holding = await this.campaigns.holding(caller, segment.id);
    return holding.map((whole) => toCampaign(whole, this.clock.now()));
  }
}
