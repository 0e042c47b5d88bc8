import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Bid, Budget, CampaignTerms, CapScope, CapWindow, DeliveryKind, GoalUnit, Objective, Priority, Rotation } from '../../../models/campaign/campaign-terms.js'; // prettier-ignore
import { fromMicros } from '../../../models/campaign/micros.js';
import { minorDigits } from '../../../models/money.js';
import type { Weekday } from '../../../models/vehicle/opening-hours.js';
import { Money } from '../../platform/graphql/money.graphql.js';
import { WeekdayEnum } from '../../vehicles/opening-hours.graphql.js';
import { BidKindEnum, CapScopeEnum, CapWindowEnum, DeliveryKindEnum, GoalUnitEnum, ObjectiveEnum, PriorityEnum, RotationEnum } from './terms-enums.graphql.js'; // prettier-ignore

@ObjectType({ description: 'An amount that was promised.' })
export class CampaignGoal {
  @Field(() => Int, { description: 'How many, over the whole schedule.' }) amount!: number;
  @Field(() => GoalUnitEnum, { description: 'Of what.' }) of!: GoalUnit;
}

@ObjectType({ description: 'What is offered for being shown.' })
export class CampaignBid {
  @Field(() => BidKindEnum, { description: 'What is paid for.' }) kind!: Bid['kind'];
  @Field(() => Money, { nullable: true, description: 'The price; null of BUDGET_BEST, which names none.' })
  amount!: Money | null;
  @Field(() => Money, { nullable: true, description: 'Of BUDGET_BEST: most that a click may cost.' })
  mostPerClick!: Money | null;
  @Field(() => Money, { nullable: true, description: 'Of BUDGET_BEST: most that a lead may cost.' })
  mostPerLead!: Money | null;
}

@ObjectType({ description: 'What may be spent.' })
export class CampaignBudget {
  @Field(() => Money, { nullable: true, description: 'Over the whole schedule; null: not bounded.' })
  total!: Money | null;
  @Field(() => Money, {
    nullable: true,
    description: "On a day, by the campaign's time zone; null: not bounded.",
  })
  daily!: Money | null;
}

@ObjectType({ description: 'Which part of the cost an advertiser pays.' })
export class FundingShareType {
  @Field(() => ID, { description: 'The advertiser.' }) advertiserId!: string;
  @Field(() => Float, { description: 'Its part in percent, with at most two decimals.' }) percent!: number;
}

@ObjectType({ description: "Hours of some days of the week, on the clock of the campaign's time zone." })
export class Daypart {
  @Field(() => [WeekdayEnum], { description: 'The days.' }) days!: Weekday[];
  @Field(() => String, { description: 'First minute: `08:00`.' }) from!: string;
  @Field(() => String, { description: 'First minute no longer: `20:00`; `24:00` is the end of the day.' })
  until!: string;
}

@ObjectType({ description: 'How often one viewer may see it.' })
export class FrequencyCap {
  @Field(() => CapScopeEnum, { description: 'What is counted together.' }) scope!: CapScope;
  @Field(() => CapWindowEnum, { description: 'Over which time.' }) window!: CapWindow;
  @Field(() => Int, { description: 'Most times.' }) most!: number;
}

/** The terms of a campaign as fields of it. */
@ObjectType({ isAbstract: true })
export class CampaignTermsFields {
  @Field(() => ObjectiveEnum, { description: 'What it is to bring about.' }) objective!: Objective;
  @Field(() => DeliveryKindEnum, { description: 'Whether an amount was promised.' })
  delivery!: DeliveryKind;
  @Field(() => CampaignGoal, { nullable: true, description: 'What was promised; null of PERFORMANCE.' })
  goal!: CampaignGoal | null;
  @Field(() => CampaignBid, {
    nullable: true,
    description: 'What is offered for being shown; null: it costs nothing.',
  })
  bid!: CampaignBid | null;
  @Field(() => CampaignBudget, { nullable: true, description: 'What may be spent; null: not bounded.' })
  budget!: CampaignBudget | null;
  @Field(() => [FundingShareType], {
    description: 'Who pays which part, together 100 percent; none: its advertiser pays all.',
  })
  funding!: FundingShareType[];
  @Field(() => [Daypart], { description: 'When in the week it is shown; none: at any hour.' })
  dayparts!: Daypart[];
  @Field(() => [FrequencyCap], { description: 'How often one viewer may see it.' })
  frequencyCaps!: FrequencyCap[];
  @Field(() => PriorityEnum, { description: 'How it stands to other campaigns.' }) priority!: Priority;
  @Field(() => RotationEnum, { description: 'Which of its creatives enters a choice.' })
  creativeRotation!: Rotation;
}

/** Micros as money in a currency; null stays null. */
export function toMoney(micros: number, currency: string): Money;
export function toMoney(micros: number | null, currency: string): Money | null;
export function toMoney(micros: number | null, currency: string): Money | null {
  return micros === null ? null : { amount: fromMicros(micros, minorDigits(currency) ?? 2), currency };
}

export function toTerms(terms: CampaignTerms): Omit<CampaignTermsFields, never> {
  const { objective, delivery, goal, currency, dayparts, frequencyCaps, priority, creativeRotation } = terms;
  return {
    ...{ objective, delivery, goal, dayparts, frequencyCaps, priority, creativeRotation },
    bid: terms.bid && toBid(terms.bid, currency ?? ''),
    budget: terms.budget && toBudget(terms.budget, currency ?? ''),
    funding: terms.funding.map(({ advertiserId, basisPoints }) => ({ advertiserId, percent: basisPoints / 100 })),
  };
} // prettier-ignore

function toBid(bid: Bid, currency: string): CampaignBid {
  const amount = bid.kind === 'BUDGET_BEST' ? null : toMoney(bid.amount, currency);
  const { mostPerClick, mostPerLead } = bid.kind === 'BUDGET_BEST' ? bid : { mostPerClick: null, mostPerLead: null }; // prettier-ignore
  return { kind: bid.kind, amount, mostPerClick: toMoney(mostPerClick, currency), mostPerLead: toMoney(mostPerLead, currency) }; // prettier-ignore
}

function toBudget({ total, daily }: Budget, currency: string): CampaignBudget {
  return { total: toMoney(total, currency), daily: toMoney(daily, currency) };
}
