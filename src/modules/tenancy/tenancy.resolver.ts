import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import {
  ApiKey,
  CreateApiKeyInput,
  CreatedApiKey,
  Tenant,
  toApiKey,
  toTenant,
  RoleName,
} from './tenancy.graphql.js';
import { keyNeedsDealer } from './tenancy.errors.js';
import { TenancyService } from './tenancy.service.js';

@Resolver()
export class TenancyResolver {
  constructor(private readonly tenancy: TenancyService) {}

  @Query(() => Tenant, { description: 'The tenant your key belongs to.' })
  @Allow('marketer', 'storefront')
  async tenant(@CurrentCaller() caller: Caller): Promise<Tenant> {
    return toTenant(await this.tenancy.tenant(caller));
  }

  @Query(() => [ApiKey], { description: "The tenant's keys, newest first, without their secrets." })
  @Allow('admin')
  async apiKeys(@CurrentCaller() caller: Caller): Promise<ApiKey[]> {
    return (await this.tenancy.listKeys(caller)).map(toApiKey);
  }

  @Mutation(() => CreatedApiKey, {
    description:
      'Makes a key. The answer is the only place its secret is ever shown. Errors INVALID_API_KEY_NAME, API_KEY_NEEDS_DEALER.',
  })
  @Allow('admin')
  async createApiKey(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CreateApiKeyInput, description: 'The key to make.' })
    input: CreateApiKeyInput,
  ): Promise<CreatedApiKey> {
    if (input.role === RoleName.KEY_BOX) throw keyNeedsDealer();
    const { key, ...made } = await this.tenancy.createKey(caller.tenantId, input.role, input.name);
    return { key, apiKey: { ...made, dealerId: null, revokedAt: null } };
  }

  @Mutation(() => ApiKey, { description: 'Ends a key, within ten seconds everywhere.' })
  @Allow('admin')
  async revokeApiKey(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Public id of the key.' }) id: string,
  ): Promise<ApiKey> {
    return toApiKey(await this.tenancy.revokeKey(caller, id));
  }
}
