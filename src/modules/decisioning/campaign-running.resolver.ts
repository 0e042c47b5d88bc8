import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Campaign } from '../campaigns/campaigns.graphql.js';
import { RunningCheckService } from '../campaigns/running/running-check.service.js';
import { toWhyNotRunning, WhyNotRunning } from '../campaigns/running/running.graphql.js';
import { CurrentCaller } from '../platform/access.js';
import { SegmentsService } from '../segments/segments.service.js';

/** Says why a campaign is not shown. Campaigns do not know who is in a segment; this rung knows both. */
@Resolver(() => Campaign)
export class CampaignRunningResolver {
  constructor(
    private readonly running: RunningCheckService,
    private readonly segments: SegmentsService,
  ) {}

  @ResolveField(() => [WhyNotRunning], {
    description: 'Everything that keeps it from being shown now, live or not; empty when nothing does.',
    complexity: 20,
  })
  async whyNotRunning(
    @CurrentCaller() caller: Caller,
    @Parent() { id, includeSegments }: Campaign,
  ): Promise<WhyNotRunning[]> {
    const found = await this.running.whyNotRunning(caller, id);
    const sizes = await Promise.all(includeSegments.map((segment) => this.segments.size(caller, segment)));
    if (sizes.length > 0 && Math.max(...sizes) === 0) found.push(nobody);
    return found.map(toWhyNotRunning);
  }
}

const nobody = {
  code: 'AUDIENCE_EMPTY',
  message: 'Nobody is in any of the segments it is for.',
  remedy: 'Wait until somebody enters, widen their rules, or name other segments.',
  until: null,
} as const;
