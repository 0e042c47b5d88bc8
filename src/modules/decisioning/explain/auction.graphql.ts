import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Billing } from '../../../models/decision/billing.js';
import type { AuctionResult } from '../../../models/decision/decision.js';
import type { OutcomeType } from '../../../models/decision/decision-outcome.entity.js';
import { toMoney } from '../../campaigns/terms/terms.graphql.js';
import { Money } from '../../platform/graphql/money.graphql.js';
import { OutcomeTypeEnum } from '../outcome-type.graphql.js';

@ObjectType({ description: 'The campaign that would have stood at a position instead.' })
export class AuctionRunnerUp {
  @Field(() => ID, { description: 'The campaign.' }) campaignId!: string;
  @Field(() => Money, { description: 'Its bid for a thousand views there; 0 where it bids nothing.' })
  bidPerThousand!: Money;
}

@ObjectType({ description: 'How an offer that is paid for was sold.' })
export class OfferAuction {
  @Field(() => OutcomeTypeEnum, { description: 'The outcome that is paid for.' }) paidFor!: OutcomeType;
  @Field(() => Money, {
    description: 'Price of one such outcome: never above the bid, never below the floor.',
  })
  price!: Money;
  @Field(() => Money, { description: 'What it bid for a thousand views, with what the model expects of it.' })
  bidPerThousand!: Money;
  @Field(() => Money, { description: 'What a thousand views had to bring for it to stand where it does.' })
  duePerThousand!: Money;
  @Field(() => Boolean, {
    description:
      'Whether it was drawn to learn of it, though another was worth more: then it pays the floor.',
  })
  explored!: boolean;
  @Field(() => AuctionRunnerUp, {
    nullable: true,
    description: 'Who would stand there without its bidder; null where nobody would, or it was not asked.',
  })
  runnerUp!: AuctionRunnerUp | null;
}

/** The auction of an offer for GraphQL; null where it is not paid for. */
export function toOfferAuction(
  auction: AuctionResult | null | undefined,
  price: Pick<Billing, 'on' | 'priceMicros'> | null | undefined,
): OfferAuction | null {
  if (!auction || !price?.on) return null;
  const { currency, runnerUp } = auction;
  return {
    paidFor: price.on,
    price: toMoney(price.priceMicros, currency),
    bidPerThousand: perThousand(auction.bidPerView, currency),
    duePerThousand: perThousand(auction.duePerView, currency),
    explored: auction.isExplored,
    runnerUp: runnerUp && {
      campaignId: runnerUp.campaignId,
      bidPerThousand: perThousand(runnerUp.perView, currency),
    },
  };
}

/** A thousand times an amount of micros for one view, as money. */
export function perThousand(perView: number, currency: string): Money {
  return toMoney(Math.round(perView * 1_000), currency);
}
