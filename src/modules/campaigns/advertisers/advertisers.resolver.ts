import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { Advertiser, AdvertiserResult, CreateAdvertiserInput, InvalidAdvertiser, UpdateAdvertiserInput, toAdvertiser } from './advertisers.graphql.js'; // prettier-ignore
import { AdvertisersService } from './advertisers.service.js';

@Resolver()
export class AdvertisersResolver {
  constructor(private readonly service: AdvertisersService) {}

  @Query(() => [Advertiser], { description: 'Who advertises with you, oldest first.' })
  @Allow('marketer')
  async advertisers(@CurrentCaller() caller: Caller): Promise<Advertiser[]> {
    return (await this.service.list(caller)).map(toAdvertiser);
  }

  @Mutation(() => AdvertiserResult, { description: 'Makes an advertiser. Error TOO_MANY_ADVERTISERS.' })
  @Allow('marketer')
  async createAdvertiser(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CreateAdvertiserInput, description: 'The advertiser to make.' })
    input: CreateAdvertiserInput,
  ): Promise<Advertiser | InvalidAdvertiser> {
    const made = await this.service.create(caller, input);
    return 'problems' in made ? made : toAdvertiser(made);
  }

  @Mutation(() => AdvertiserResult, {
    description: 'Changes an advertiser, and its campaigns with it. Error ADVERTISER_NOT_FOUND.',
  })
  @Allow('marketer')
  async updateAdvertiser(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the advertiser.' }) id: string,
    @Args('input', { type: () => UpdateAdvertiserInput, description: 'What to change.' })
    input: UpdateAdvertiserInput,
  ): Promise<Advertiser | InvalidAdvertiser> {
    const changed = await this.service.update(caller, id, input);
    return 'problems' in changed ? changed : toAdvertiser(changed);
  }
}
