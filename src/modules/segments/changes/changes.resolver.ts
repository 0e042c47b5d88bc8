import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import {
  SegmentDeliveriesArgs,
  SegmentDelivery,
  SegmentDeliveryConnection,
  SegmentSubscription,
  SegmentSubscriptionSecret,
  SubscribeToSegmentsInput,
  toDelivery,
  toSecret,
  toSubscription,
} from './changes.graphql.js';
import { DeliveriesService } from './deliveries.service.js';
import { SubscriptionsService } from './subscriptions.service.js';

@Resolver(() => SegmentSubscription)
export class ChangesResolver {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly deliveries: DeliveriesService,
  ) {}

  @Query(() => [SegmentSubscription], { description: 'Who hears of people entering and leaving segments, the oldest first.' }) // prettier-ignore
  @Allow('admin')
  async segmentSubscriptions(@CurrentCaller() caller: Caller): Promise<SegmentSubscription[]> {
    return (await this.subscriptions.list(caller)).map(toSubscription);
  }

  @Query(() => SegmentDeliveryConnection, { description: 'What was handed over to a subscription and what was not, newest first. Error SUBSCRIPTION_NOT_FOUND.' }) // prettier-ignore
  @Allow('admin')
  async segmentDeliveries(
    @CurrentCaller() caller: Caller,
    @Args() args: SegmentDeliveriesArgs,
  ): Promise<Connection<SegmentDelivery>> {
    const page = pageOf(args);
    const rows = await this.deliveries.list(caller, args.subscriptionId, args.status ?? null, page);
    return toConnection(rows.map(toDelivery), page, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Mutation(() => SegmentSubscriptionSecret, {
    description: 'Has every change of memberships handed over from now on, at least once. Errors INVALID_SUBSCRIPTION, SEGMENT_NOT_FOUND, SUBSCRIPTION_LIMIT.', // prettier-ignore
  })
  @Allow('admin')
  async subscribeToSegments(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => SubscribeToSegmentsInput, description: 'What to hear of, and how.' })
    input: SubscribeToSegmentsInput,
  ): Promise<SegmentSubscriptionSecret> {
    return toSecret(await this.subscriptions.subscribe(caller, input));
  }

  @Mutation(() => SegmentSubscription, { description: 'Hands nothing over until it is resumed; changes are kept meanwhile. Error SUBSCRIPTION_NOT_FOUND.' }) // prettier-ignore
  @Allow('admin')
  async pauseSegmentSubscription(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the subscription.' }) id: string,
  ): Promise<SegmentSubscription> {
    return toSubscription(await this.subscriptions.setStatus(caller, id, 'PAUSED'));
  }

  @Mutation(() => SegmentSubscription, { description: 'Hands over again, beginning with what was kept. Error SUBSCRIPTION_NOT_FOUND.' }) // prettier-ignore
  @Allow('admin')
  async resumeSegmentSubscription(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the subscription.' }) id: string,
  ): Promise<SegmentSubscription> {
    return toSubscription(await this.subscriptions.setStatus(caller, id, 'ACTIVE'));
  }

  @Mutation(() => SegmentSubscription, { description: 'Ends it, with its deliveries and what was not handed over yet. Error SUBSCRIPTION_NOT_FOUND.' }) // prettier-ignore
  @Allow('admin')
  async removeSegmentSubscription(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the subscription.' }) id: string,
  ): Promise<SegmentSubscription> {
    return toSubscription(await this.subscriptions.remove(caller, id));
  }

  @Mutation(() => SegmentSubscriptionSecret, { description: 'Gives a webhook another secret. For a day the one before signs beside it. Errors SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_UNSIGNED.' }) // prettier-ignore
  @Allow('admin')
  async rotateSegmentSubscriptionSecret(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the subscription.' }) id: string,
  ): Promise<SegmentSubscriptionSecret> {
    return toSecret(await this.subscriptions.rotate(caller, id));
  }

  @Mutation(() => SegmentDelivery, { description: 'Has a delivery tried once more, whether it was given up or accepted: the same changes under the same ids. Error SEGMENT_DELIVERY_NOT_FOUND.' }) // prettier-ignore
  @Allow('admin')
  async resendSegmentDelivery(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the delivery.' }) id: string,
  ): Promise<SegmentDelivery> {
    return toDelivery(await this.deliveries.resend(caller, id));
  }

  @ResolveField(() => Int, { description: 'How many changes it has yet to hear of.', complexity: 2 })
  waiting(@CurrentCaller() caller: Caller, @Parent() { id }: SegmentSubscription): Promise<number> {
    return this.deliveries.waiting(caller, id);
  }
}
