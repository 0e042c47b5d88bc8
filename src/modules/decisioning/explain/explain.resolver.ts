import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { ViewerInput } from '../../profiles/viewer.graphql.js';
import { mostOffers } from '../offers-ask.js';
import { OffersExplanation, toOffersExplanation } from './explain.graphql.js';
import { ExplanationsService } from './explanations.service.js';

/** Answers marketers who ask why a campaign is shown to a viewer, or is not. */
@Resolver()
export class ExplainResolver {
  constructor(private readonly service: ExplanationsService) {}

  @Query(() => OffersExplanation, {
    nullable: true,
    description:
      'Why this viewer would be shown what they would be shown here now, campaign by campaign; null where the campaign asked for is not live, or not there: ask its `whyNotRunning`. Errors UNKNOWN_PLACEMENT, PAGE_SIZE and VIEWER_REQUIRED.',
    complexity: costing(600),
  })
  @Allow('marketer')
  async explainOffers(
    @CurrentCaller() caller: Caller,
    @Args('placement', { type: () => String, description: 'Key of the placement: `home-hero`.' })
    placement: string,
    @Args('viewer', { type: () => ViewerInput, description: 'Who would see it.' }) viewer: ViewerInput,
    @Args('first', { type: () => Int, defaultValue: 10, description: `How many offers, 1 to ${mostOffers}.` })
    first: number,
    @Args('campaignId', { type: () => ID, nullable: true, description: 'Only this campaign.' })
    campaignId: string | null | undefined,
    @Args('seed', { type: () => Int, defaultValue: 1, description: 'Chance by which vehicles are looked at and campaigns held back: the same seed, the same answer.' }) // prettier-ignore
    seed: number,
  ): Promise<OffersExplanation | null> {
    const request = { placement, viewer, first };
    return toOffersExplanation(await this.service.explain(caller, request, seed), campaignId);
  }
}
