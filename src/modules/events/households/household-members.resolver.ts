import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { HouseholdsService, mostMembers } from '../../profiles/households.service.js';
import { Household, HouseholdMember, toHouseholdMember } from './household.graphql.js';

@Resolver(() => Household)
export class HouseholdMembersResolver {
  constructor(private readonly households: HouseholdsService) {}

  @ResolveField(() => [HouseholdMember], {
    description: `The people whose last word names it, at most ${mostMembers}.`,
    complexity: ({ childComplexity }) => mostMembers * Math.max(childComplexity, 1),
  })
  @Allow('marketer')
  async members(@CurrentCaller() caller: Caller, @Parent() { id }: Household): Promise<HouseholdMember[]> {
    return (await this.households.membersOf(caller, id)).map(toHouseholdMember);
  }
}
