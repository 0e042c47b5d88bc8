import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { ConsentPolicy, ConsentPolicyInput, toConsentPolicy } from './consent.graphql.js';
import { ConsentService } from './consent.service.js';

@Resolver()
export class ConsentResolver {
  constructor(private readonly consent: ConsentService) {}

  @Query(() => ConsentPolicy, { description: 'How you ask for consent, and what silence means.' })
  @Allow('marketer', 'storefront')
  async consentPolicy(@CurrentCaller() caller: Caller): Promise<ConsentPolicy> {
    return toConsentPolicy(await this.consent.policyOf(caller.tenantId));
  }

  @Mutation(() => ConsentPolicy, {
    description:
      'Replaces your policy: how you ask, and what silence means. The next event and the next offer obey it.',
  })
  @Allow('admin')
  async setConsentPolicy(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => ConsentPolicyInput, description: 'The policy.' }) input: ConsentPolicyInput,
  ): Promise<ConsentPolicy> {
    return toConsentPolicy(await this.consent.setPolicy(caller, input));
  }
}
