import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { deliveryStatuses, type DeliveryStatus } from '../../../models/segment/segment-delivery.entity.js';
import { changeReceivers, subscriptionKinds, subscriptionStatuses, type ChangeReceiver, type SubscriptionKind, type SubscriptionStatus } from '../../../models/segment/segment-subscription.entity.js'; // prettier-ignore
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import type { Delivery } from './deliveries.repository.js';
import type { Subscription } from './subscription.js';
import type { Secret } from './subscriptions.service.js';

/** How changes are handed over, for GraphQL. */
export const SubscriptionKindEnum = enumOf(subscriptionKinds);
registerEnumType(SubscriptionKindEnum, {
  name: 'SegmentSubscriptionKind',
  description: 'How changes are handed over.',
  valuesMap: described<SubscriptionKind>({
    WEBHOOK: 'Posted to an address, signed as Standard Webhooks are.',
    QUEUE: 'As jobs of the queue `segment-changes` of this installation, which a program of yours works.',
  }),
});

/** Whose a receiver is, for GraphQL. */
export const ChangeReceiverEnum = enumOf(changeReceivers);
registerEnumType(ChangeReceiverEnum, {
  name: 'SegmentChangeReceiver',
  description: 'Whose the receiver is.',
  valuesMap: described<ChangeReceiver>({
    OURS: 'Your own, or one that works for you alone: it is told of everybody.',
    ANOTHER_COMPANY: 'Another company, to which an audience is handed: it is told that somebody entered only where they allow AUDIENCE_EXPORT when it is told, and that they left only where it was told that they entered.', // prettier-ignore
  }),
});

/** Whether changes are handed over, for GraphQL. */
export const SubscriptionStatusEnum = enumOf(subscriptionStatuses);
registerEnumType(SubscriptionStatusEnum, {
  name: 'SegmentSubscriptionStatus',
  description: 'Whether changes are handed over.',
  valuesMap: described<SubscriptionStatus>({
    ACTIVE: 'They are.',
    PAUSED: 'They are kept, up to 30 days, and handed over when it goes on; `missedUntil` says whether any were kept no longer.', // prettier-ignore
  }),
});

/** How far a delivery is, for GraphQL. */
export const DeliveryStatusEnum = enumOf(deliveryStatuses);
registerEnumType(DeliveryStatusEnum, {
  name: 'SegmentDeliveryStatus',
  description: 'How far a delivery is.',
  valuesMap: described<DeliveryStatus>({
    PENDING: 'Not accepted yet; `dueAt` says when it is tried next.',
    DELIVERED: 'Accepted. It is kept for 7 days and can be sent again.',
    DEAD: 'Given up after 20 tries, which take about a day, or after 30 days in which the subscription was paused. It is kept for 30 days and can be sent again.', // prettier-ignore
  }),
});

@InputType({ description: 'What to hear of, and how.' })
export class SubscribeToSegmentsInput {
  @Field(() => SubscriptionKindEnum, { description: 'How changes are handed over.' }) kind!: SubscriptionKind;
  @Field(() => ChangeReceiverEnum, { description: 'Whose the receiver is; of a QUEUE, OURS.' })
  receiver!: ChangeReceiver;
  @Field(() => [ID], {
    nullable: true,
    description: 'Which segments, at most 100; null: all, those to come too.',
  })
  segmentIds?: string[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'Where a WEBHOOK is posted to: https, on the internet unless the operator allows more.',
  })
  url?: string | null;
}

@ObjectType({ description: 'That somebody hears of people entering and leaving segments.' })
export class SegmentSubscription {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => SubscriptionKindEnum, { description: 'How changes are handed over.' }) kind!: SubscriptionKind;
  @Field(() => ChangeReceiverEnum, { description: 'Whose the receiver is.' }) receiver!: ChangeReceiver;
  @Field(() => [ID], { nullable: true, description: 'Which segments; null: all, those to come too.' })
  segmentIds!: readonly string[] | null;
  @Field(() => String, { nullable: true, description: 'Where a WEBHOOK is posted to.' }) url!: string | null;
  @Field(() => SubscriptionStatusEnum, { description: 'Whether changes are handed over.' })
  status!: SubscriptionStatus;
  @Field(() => InstantScalar, {
    description: 'Every change from then on is handed over, none from before: read who is in after you subscribed.', // prettier-ignore
  })
  countsFrom!: Date;
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'Changes up to then were forgotten before they were handed over: read anew who is in. Null: none was.', // prettier-ignore
  })
  missedUntil!: Date | null;
  @Field(() => ID, { description: 'Public id of the key that asked.' }) createdBy!: string;
}

@ObjectType({ description: 'A subscription, and the secret its webhooks are signed with.' })
export class SegmentSubscriptionSecret {
  @Field(() => SegmentSubscription, { description: 'The subscription.' }) subscription!: SegmentSubscription;
  @Field(() => String, {
    nullable: true,
    description: '`whsec_…`: this answer is the only place it is ever shown. Null of a QUEUE.',
  })
  secret!: string | null;
}

@ObjectType({ description: 'Some changes handed over together, as often as it takes, under the same ids.' })
export class SegmentDelivery {
  @Field(() => ID, { description: 'Unique id; the `webhook-id` of every try.' }) id!: string;
  @Field(() => ID, { description: 'The subscription.' }) subscriptionId!: string;
  @Field(() => DeliveryStatusEnum, { description: 'How far it is.' }) status!: DeliveryStatus;
  @Field(() => Int, { description: 'How many changes are in it; those of people who were erased are not.' })
  changes!: number;
  @Field(() => Int, { description: 'How often it was tried, since it was last asked for.' }) tries!: number;
  @Field(() => String, { nullable: true, description: 'Why the last try failed.' })
  lastFailure!: string | null;
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When it is tried next; null when it is over.' })
  dueAt!: Date | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was accepted, or given up.' })
  settledAt!: Date | null;
}

/** A page of deliveries. */
export const SegmentDeliveryConnection = connectionOf(SegmentDelivery, 'SegmentDelivery');

/** Which deliveries to list. */
@ArgsType()
export class SegmentDeliveriesArgs extends PageArgs {
  @Field(() => ID, { description: 'Id of the subscription.' }) subscriptionId!: string;
  @Field(() => DeliveryStatusEnum, { nullable: true, description: 'Only those that are so far.' })
  status?: DeliveryStatus | null;
}

export function toSubscription(subscription: Subscription): SegmentSubscription {
  const { id, kind, receiver, segmentIds, target, status, countsFrom, missedUntil, createdBy } = subscription;
  return { id, kind, receiver, segmentIds, url: target?.url ?? null, status, countsFrom, missedUntil, createdBy }; // prettier-ignore
}

export function toSecret({ subscription, secret }: Secret): SegmentSubscriptionSecret {
  return { subscription: toSubscription(subscription), secret };
}

export function toDelivery(delivery: Delivery): SegmentDelivery {
  const { id, subscriptionId, status, changes, tries, lastFailure, createdAt, dueAt, settledAt } = delivery;
  const next = status === 'PENDING' ? dueAt : null;
  return { id, subscriptionId, status, changes, tries, lastFailure, createdAt, dueAt: next, settledAt };
}
