import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import { MergesService } from '../../profiles/merges.service.js';
import { MergeProfilesResult, ProfileMerge, ProfileMergeConnection, toMergeResult, toProfileMerge, toUnmergeResult, UnmergeProfilesResult } from './merging.graphql.js'; // prettier-ignore
import { mergeRequest } from './merge-request.js';
import { MergingService } from './merging.service.js';

@Resolver()
export class MergingResolver {
  constructor(
    private readonly merging: MergingService,
    private readonly merges: MergesService,
  ) {}

  @Mutation(() => MergeProfilesResult, { description: 'Makes two profiles one person: ids, history, audiences, consent. Can be undone. Errors: INVALID_MERGE_REASON.' }) // prettier-ignore
  @Allow('marketer')
  async mergeProfiles(
    @CurrentCaller() caller: Caller,
    @Args('from', { type: () => ID, description: 'The profile to empty.' }) from: string,
    @Args('into', { type: () => ID, description: 'The profile that takes its place.' }) into: string,
    @Args('reason', { type: () => String, description: 'Why, 1 to 500 characters; kept with the merge. Name no one in it.' }) reason: string, // prettier-ignore
    @Args('verified', { type: () => Boolean, defaultValue: false, description: 'You have made sure that both are one person; needed where both have user ids.' }) verified: boolean, // prettier-ignore
  ): Promise<typeof MergeProfilesResult> {
    return toMergeResult(await this.merging.merge(caller, mergeRequest(from, into, reason, verified)));
  }

  @Mutation(() => UnmergeProfilesResult, { description: 'Parts two profiles that were merged: ids, history, audiences and consent go back. No event joins the two again.' }) // prettier-ignore
  @Allow('marketer')
  async unmergeProfiles(
    @CurrentCaller() caller: Caller,
    @Args('mergeId', { type: () => ID, description: 'Id of the merge; `profileMerges` lists them.' })
    mergeId: string,
  ): Promise<typeof UnmergeProfilesResult> {
    return toUnmergeResult(await this.merging.unmerge(caller, mergeId), mergeId);
  }

  @Query(() => ProfileMergeConnection, {
    description: 'Profiles that became one, and why; newest first, those undone included.',
  })
  @Allow('marketer')
  async profileMerges(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Args('profileId', { type: () => ID, nullable: true, description: 'Of this profile only.' })
    profileId: string | null | undefined,
  ): Promise<Connection<ProfileMerge>> {
    const page = pageOf(args);
    const rows = await this.merges.list(caller, profileId, page);
    return toConnection(rows.map(toProfileMerge), page, ({ mergedAt, id }) => [mergedAt.toISOString(), id]);
  }
}
