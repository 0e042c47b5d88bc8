import { Field, Int, ObjectType } from '@nestjs/graphql';
import { toMoney } from '../../campaigns/terms/terms.graphql.js';
import { Money } from '../../platform/graphql/money.graphql.js';
import type { Spend } from './spend.service.js';

@ObjectType({
  description:
    'How the money of a campaign stands. What was charged is exact; what is held changes with every answer that shows it.',
})
export class CampaignSpend {
  @Field(() => Money, {
    description: 'Charged in all: the sum of its charges, never above its total budget.',
  })
  total!: Money;
  @Field(() => Money, {
    description: 'Charged for what was decided today, in its time zone: never above its daily budget.',
  })
  today!: Money;
  @Field(() => String, { description: 'Which day today is in its time zone: `2026-11-27`.' }) day!: string;
  @Field(() => Int, { description: 'How many impressions, clicks or leads were paid for.' }) charges!: number;
  @Field(() => Money, {
    nullable: true,
    description:
      'Held for offers just made, until it is known what comes of them, or for some minutes; null while that cannot be read.',
  })
  held!: Money | null;
  @Field(() => Money, {
    nullable: true,
    description: 'Left of its total budget: neither charged nor held. Null without one.',
  })
  remaining!: Money | null;
  @Field(() => Money, {
    nullable: true,
    description: "Left of today's budget: neither charged nor held. Null without one.",
  })
  remainingToday!: Money | null;
  @Field(() => Boolean, {
    description: 'Whether it is not shown now as nothing is left of a budget; what is held may come back.',
  })
  usedUp!: boolean;
}

export function toCampaignSpend({ day, charges, ...spend }: Spend, currency: string): CampaignSpend {
  const money = (micros: number | null) => (micros === null ? null : toMoney(micros, currency));
  return {
    ...{ day, charges },
    total: toMoney(spend.total, currency),
    today: toMoney(spend.today, currency),
    held: money(spend.held),
    remaining: money(spend.remaining),
    remainingToday: money(spend.remainingToday),
    usedUp: spend.remaining === 0 || spend.remainingToday === 0,
  };
}
