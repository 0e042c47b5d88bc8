import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import type { JoiningKind } from '../../models/profile/identity-policy.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { IdentityPoliciesService } from './identity-policies.service.js';
import { IdentityPolicy, JoiningKindEnum, toIdentityPolicy } from './identity-policy.graphql.js';

@Resolver()
export class IdentityPolicyResolver {
  constructor(private readonly policies: IdentityPoliciesService) {}

  @Query(() => IdentityPolicy, { description: 'Which ids say that two are one person.' })
  @Allow('marketer')
  async identityPolicy(@CurrentCaller() caller: Caller): Promise<IdentityPolicy> {
    return toIdentityPolicy(await this.policies.of(caller.tenantId));
  }

  @Mutation(() => IdentityPolicy, {
    description:
      'Replaces which ids say that two are one person. The next event obeys it; who was joined before stays joined.',
  })
  @Allow('marketer')
  async setIdentityPolicy(
    @CurrentCaller() caller: Caller,
    @Args('joinBy', { type: () => [JoiningKindEnum], description: 'Those that do.' }) joinBy: JoiningKind[],
  ): Promise<IdentityPolicy> {
    return toIdentityPolicy(await this.policies.set(caller, { joinBy }));
  }
}
