import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Campaign } from '../../campaigns/campaigns.graphql.js';
import { CurrentCaller } from '../../platform/access.js';
import { CampaignPacing, toCampaignPacing } from './pacing-report.graphql.js';
import { PacingReportService } from './pacing-report.service.js';

/** Says of a campaign how it is paced. Campaigns do not know of pacing; this rung knows both. */
@Resolver(() => Campaign)
export class PacingReportResolver {
  constructor(private readonly service: PacingReportService) {}

  @ResolveField(() => CampaignPacing, {
    nullable: true,
    description:
      'How its budget is spread, and how spending goes beside the plan; null while it is not live, and of one without a budget that has to last.',
    complexity: 20,
  })
  async pacing(
    @CurrentCaller() caller: Caller,
    @Parent() { id, budget }: Campaign,
  ): Promise<CampaignPacing | null> {
    const currency = (budget?.daily ?? budget?.total)?.currency;
    if (currency === undefined) return null;
    return toCampaignPacing(await this.service.of(caller, id), currency);
  }
}
