import { Args, ID, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import { Campaign, CampaignResult, toCampaign, type InvalidCampaign } from '../campaigns.graphql.js';
import { CampaignVersion, CampaignVersionConnection, toCampaignVersion } from './campaign-versions.graphql.js'; // prettier-ignore
import { CampaignVersionsService } from './campaign-versions.service.js';

@Resolver(() => Campaign)
export class CampaignVersionsResolver {
  constructor(
    private readonly service: CampaignVersionsService,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => CampaignVersionConnection, {
    description: 'What was done to it, newest first, and what each deed changed.',
  })
  async versions(
    @CurrentCaller() caller: Caller,
    @Parent() { id }: Campaign,
    @Args() args: PageArgs,
  ): Promise<Connection<CampaignVersion>> {
    const page = pageOf(args);
    const rows = await this.service.page(caller, id, page);
    return toConnection(rows.map(toCampaignVersion), page, ({ version }) => [String(version)]);
  }

  @Mutation(() => CampaignResult, {
    description:
      'Makes a campaign say again what it said at a version, as a new version; creatives that came later are archived. Errors CAMPAIGN_NOT_FOUND, CAMPAIGN_VERSION_NOT_FOUND and those of `updateCampaign`.',
  })
  @Allow('marketer')
  async restoreCampaignVersion(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the campaign.' }) id: string,
    @Args('version', { type: () => Int, description: 'The version to take up again.' }) version: number,
  ): Promise<Campaign | InvalidCampaign> {
    const restored = await this.service.restore(caller, id, version);
    return 'problems' in restored ? restored : toCampaign(restored, this.clock.now());
  }
}
