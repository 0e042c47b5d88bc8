import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { HouseholdsService } from '../../profiles/households.service.js';
import { ViewerInput } from '../../profiles/viewer.graphql.js';
import { Household, SetHouseholdResult, toHousehold, toSetHouseholdResult } from './household.graphql.js';
import { PersonProfile } from '../events.graphql.js';

@Resolver(() => PersonProfile)
export class HouseholdResolver {
  constructor(private readonly households: HouseholdsService) {}

  @ResolveField(() => Household, {
    nullable: true,
    description: 'The household they were last said to be of; null where they are of none.',
  })
  @Allow('marketer')
  async household(
    @CurrentCaller() caller: Caller,
    @Parent() profile: PersonProfile,
  ): Promise<Household | null> {
    return toHousehold(await this.households.householdOf(caller, profile.id));
  }

  @Query(() => Household, { name: 'household', nullable: true, description: 'A household by your own id of it; null when nobody is of it.' }) // prettier-ignore
  @Allow('marketer')
  async householdById(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => String, description: 'Your own id of it.' }) id: string,
  ): Promise<Household | null> {
    return toHousehold(await this.households.known(caller, id));
  }

  @Mutation(() => SetHouseholdResult, {
    description:
      'Writes down, at this instant, whose household a person is of. Name them by exactly one id. Errors: HOUSEHOLD, PROFILE_MENTION.',
  })
  @Allow('marketer')
  async setHousehold(
    @CurrentCaller() caller: Caller,
    @Args('viewer', { type: () => ViewerInput, nullable: true, description: 'Who it is.' }) viewer: ViewerInput | null, // prettier-ignore
    @Args('profileId', { type: () => ID, nullable: true, description: 'Or their profile.' }) id: string | null, // prettier-ignore
    @Args('householdId', { type: () => String, description: 'Your own id of the household, up to 512 characters; empty where they left theirs.' }) householdId: string, // prettier-ignore
  ): Promise<typeof SetHouseholdResult> {
    const mention = { id, anonymousId: viewer?.anonymousId, userId: viewer?.userId };
    return toSetHouseholdResult(
      await this.households.set(caller, mention, householdId.trim() === '' ? null : householdId),
      mention,
    );
  }
}
