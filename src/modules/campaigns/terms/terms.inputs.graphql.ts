import { Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import type { CapScope, CapWindow, DeliveryKind, GoalUnit, Objective, Priority, Rotation } from '../../../models/campaign/campaign-terms.js'; // prettier-ignore
import type { Weekday } from '../../../models/vehicle/opening-hours.js';
import { DecimalScalar } from '../../platform/graphql/scalars.js';
import { WeekdayEnum } from '../../vehicles/opening-hours.graphql.js';
import { CapScopeEnum, CapWindowEnum, DeliveryKindEnum, GoalUnitEnum, ObjectiveEnum, PriorityEnum, RotationEnum } from './terms-enums.graphql.js'; // prettier-ignore

@InputType({ description: 'An amount that is promised.' })
export class CampaignGoalInput {
  @Field(() => Int, { description: 'How many, over the whole schedule.' }) amount!: number;
  @Field(() => GoalUnitEnum, { description: 'Of what.' }) of!: GoalUnit;
}

@InputType({ description: 'Ceilings within which a budget is spent; `{}` is none.' })
export class BudgetBestInput {
  @Field(() => DecimalScalar, { nullable: true, description: 'Most that a click may cost.' })
  mostPerClick?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Most that a lead may cost.' })
  mostPerLead?: string | null;
}

@InputType({
  isOneOf: true,
  description: 'What is offered for being shown: exactly one of these, in major units of your currency.',
})
export class CampaignBidInput {
  @Field(() => DecimalScalar, { nullable: true, description: 'Price of a thousand impressions: `"8.50"`.' })
  perThousand?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Price of a click.' }) perClick?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Price of a lead.' }) perLead?: string | null;
  @Field(() => BudgetBestInput, {
    nullable: true,
    description: 'No price: spend the budget as well as it can be.',
  })
  budgetBest?: BudgetBestInput | null;
}

@InputType({ description: 'What may be spent, in major units.' })
export class CampaignBudgetInput {
  @Field(() => DecimalScalar, { nullable: true, description: 'Over the whole schedule; absent: not bounded.' })
  total?: string | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "On a day, by the campaign's time zone; absent: not bounded.",
  })
  daily?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'ISO 4217; absent: the currency you sell in. Another is a problem.',
  })
  currency?: string | null;
} // prettier-ignore

@InputType({ description: 'Which part of the cost an advertiser pays.' })
export class FundingShareInput {
  @Field(() => ID, { description: 'The advertiser.' }) advertiserId!: string;
  @Field(() => Float, { description: 'Its part in percent, with at most two decimals; all together are 100.' })
  percent!: number;
} // prettier-ignore

@InputType({ description: "Hours of some days of the week, on the clock of the campaign's time zone." })
export class DaypartInput {
  @Field(() => [WeekdayEnum], { description: 'The days.' }) days!: Weekday[];
  @Field(() => String, { description: 'First minute: `08:00`.' }) from!: string;
  @Field(() => String, { description: 'First minute no longer: `20:00`; `24:00` is the end of the day.' })
  until!: string;
}

@InputType({ description: 'How often one viewer may see it.' })
export class FrequencyCapInput {
  @Field(() => CapScopeEnum, { description: 'What is counted together.' }) scope!: CapScope;
  @Field(() => CapWindowEnum, { description: 'Over which time.' }) window!: CapWindow;
  @Field(() => Int, { description: 'Most times.' }) most!: number;
}

/** The terms of a campaign as fields of an input. */
@InputType({ isAbstract: true })
export class CampaignTermsInput {
  @Field(() => ObjectiveEnum, { nullable: true, description: 'What it is to bring about; absent: LEADS.' })
  objective?: Objective | null;
  @Field(() => DeliveryKindEnum, { nullable: true, description: 'Absent: PERFORMANCE.' })
  delivery?: DeliveryKind | null;
  @Field(() => CampaignGoalInput, { nullable: true, description: 'Of GUARANTEED; null takes it away.' })
  goal?: CampaignGoalInput | null;
  @Field(() => CampaignBidInput, {
    nullable: true,
    description: 'What is offered for being shown; null takes it away: it costs nothing.',
  })
  bid?: CampaignBidInput | null;
  @Field(() => CampaignBudgetInput, {
    nullable: true,
    description: 'What may be spent; null takes the bounds away.',
  })
  budget?: CampaignBudgetInput | null;
  @Field(() => [FundingShareInput], {
    nullable: true,
    description: 'Who pays which part, together 100 percent; empty: its advertiser pays all.',
  })
  funding?: FundingShareInput[] | null;
  @Field(() => [DaypartInput], {
    nullable: true,
    description: 'When in the week it is shown, at most 42; empty: at any hour.',
  })
  dayparts?: DaypartInput[] | null;
  @Field(() => [FrequencyCapInput], {
    nullable: true,
    description: 'How often one viewer may see it, each scope and window once, at most 12.',
  })
  frequencyCaps?: FrequencyCapInput[] | null;
  @Field(() => PriorityEnum, {
    nullable: true,
    description: 'Absent: STANDARD. The others are for your own messages only.',
  })
  priority?: Priority | null;
  @Field(() => RotationEnum, { nullable: true, description: 'Absent: OPTIMISED.' })
  creativeRotation?: Rotation | null;
}
