import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Campaign } from '../../campaigns/campaigns.graphql.js';
import { CurrentCaller } from '../../platform/access.js';
import { CreativeFigures, toCreativeFigures } from './creative-figures.graphql.js';
import { CreativeSumsRepository } from './creative-sums.repository.js';

/** Says of a campaign what came of its creatives. Campaigns do not know of outcomes; this rung knows both. */
@Resolver(() => Campaign)
export class CreativeFiguresResolver {
  constructor(private readonly repository: CreativeSumsRepository) {}

  @ResolveField(() => [CreativeFigures], {
    description: 'What came of its creatives since it learns which of them to show; none where they rotate, and where there is one.',
  })
  async creativeFigures(@CurrentCaller() { tenantId }: Caller, @Parent() { id }: Campaign): Promise<CreativeFigures[]> {
    return toCreativeFigures(await this.repository.ofCampaign(tenantId, id));
  }
} // prettier-ignore
