import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { costing } from '../platform/graphql/query-cost.plugin.js';
import { CreatedApiKey, RoleName } from '../tenancy/tenancy.graphql.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { CreateDealerInput, Dealer, DealerDetails, toDealer, toDealerChange, toDetails, toNewDealer, UpdateDealerInput } from './dealers.graphql.js'; // prettier-ignore
import { DealersService } from './dealers.service.js';
import { dealerNotFound } from './vehicles.errors.js';

@Resolver(() => Dealer)
export class DealersResolver {
  constructor(
    private readonly dealerRoom: DealersService,
    private readonly tenancy: TenancyService,
  ) {}

  @Query(() => [Dealer], { description: 'Your dealers, by code.' })
  @Allow('marketer', 'storefront')
  async dealers(@CurrentCaller() caller: Caller): Promise<Dealer[]> {
    return (await this.dealerRoom.list(caller)).map(toDealer);
  }

  @Query(() => Dealer, { nullable: true, description: 'One of your dealers; null when there is none.' })
  @Allow('marketer', 'storefront')
  async dealer(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the dealer.' }) id: string,
  ): Promise<Dealer | null> {
    const found = await this.dealerRoom.find(caller, id);
    return found && toDealer(found);
  }

  @ResolveField(() => DealerDetails, {
    description: 'How to reach it, when it is open, and what it sells.',
    complexity: costing(5),
  })
  async details(@CurrentCaller() caller: Caller, @Parent() { id }: Dealer): Promise<DealerDetails> {
    const found = await this.dealerRoom.find(caller, id);
    if (!found) throw dealerNotFound(id);
    return toDetails(caller.role === 'storefront' ? { ...found, leadsPerDay: null } : found);
  }

  @Mutation(() => Dealer, { description: 'Adds a dealer.' })
  @Allow('marketer')
  async createDealer(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CreateDealerInput, description: 'The dealer to add.' })
    input: CreateDealerInput,
  ): Promise<Dealer> {
    return toDealer(await this.dealerRoom.create(caller, toNewDealer(input)));
  }

  @Mutation(() => CreatedApiKey, {
    description: 'Makes a key with which a dealer reads and moves its own leads, or one of the key box at its centre, and nothing else. The answer is the only place its secret is ever shown. Errors API_KEY_NEEDS_DEALER for any other role, DEALER_NOT_FOUND, INVALID_API_KEY_NAME.', // prettier-ignore
  })
  @Allow('admin')
  async createDealerKey(
    @CurrentCaller() caller: Caller,
    @Args('dealerId', { type: () => ID, description: 'Whose key.' }) dealerId: string,
    @Args('name', { type: () => String, description: 'What it is for, 1 to 120 characters: `DMS of Bath`.' }) name: string, // prettier-ignore
    @Args('role', { type: () => RoleName, defaultValue: RoleName.DEALER, description: 'What the key may do: `DEALER` or `KEY_BOX`.' }) role: RoleName, // prettier-ignore
  ): Promise<CreatedApiKey> {
    if (!(await this.dealerRoom.find(caller, dealerId))) throw dealerNotFound(dealerId);
    const { key, ...made } = await this.tenancy.createKey(caller.tenantId, role, name, dealerId);
    return { key, apiKey: { ...made, dealerId, revokedAt: null } };
  }

  @Mutation(() => Dealer, { description: 'Changes what is given of a dealer.' })
  @Allow('marketer')
  async updateDealer(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the dealer.' }) id: string,
    @Args('input', { type: () => UpdateDealerInput, description: 'What to change.' })
    input: UpdateDealerInput,
  ): Promise<Dealer> {
    return toDealer(await this.dealerRoom.change(caller, id, toDealerChange(input)));
  }
}
