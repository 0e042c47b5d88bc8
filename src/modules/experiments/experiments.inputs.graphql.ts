import { Field, Float, ID, InputType, PartialType } from '@nestjs/graphql';
import type { ExperimentKind, ExperimentMeasure } from '../../models/experiment/experiment-plan.js';
import { DurationScalar, InstantScalar } from '../platform/graphql/scalars.js';
import { ExperimentKindEnum, ExperimentMeasureEnum } from './experiments.graphql.js';
import { OfferPolicyInput } from './offer-policy.graphql.js';

@InputType({ description: 'Part of the people of an experiment, and what is done with them.' })
export class ExperimentArmInput {
  @Field(() => String, { description: 'What it is called in results: 1 to 60 characters.' }) name!: string;
  @Field(() => Float, { description: 'Its share of those who take part, in ten-thousandths: 0.5 is half. Shares add up to 1.' }) // prettier-ignore
  share!: number;
  @Field(() => Boolean, { nullable: true, description: 'Of HOLD_OUT: its people never see the campaign. The first arm, and no other.' }) // prettier-ignore
  isHeldOut?: boolean | null;
  @Field(() => [ID], { nullable: true, description: 'Of CREATIVES: the only creatives of the campaign its people see.' }) // prettier-ignore
  creativeIds?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'Of AUDIENCES: its people see the campaign only while in one of these; none: as the campaign says.' }) // prettier-ignore
  segmentIds?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Of MODELS: the version of OFFER_PROPENSITY that ranks offers for its people, as models lists them; absent: the champion.' }) // prettier-ignore
  modelVersion?: string | null;
  @Field(() => OfferPolicyInput, { nullable: true, description: 'Of POLICIES: how offers are chosen for its people; absent: as for everybody.' }) // prettier-ignore
  policy?: OfferPolicyInput | null;
}

@InputType({ description: 'What must not fall by much, whatever else rises.' })
export class ExperimentGuardRailInput {
  @Field(() => ExperimentMeasureEnum, { description: 'What is watched.' }) measure!: ExperimentMeasure;
  @Field(() => Float, { description: 'How far it may fall, as a share: 0.05 is 5 %.' }) mayFall!: number;
}

@InputType({ description: 'An experiment to plan.' })
export class CreateExperimentInput {
  @Field(() => String, { description: 'What people know it by: 1 to 120 characters.' }) name!: string;
  @Field(() => ExperimentKindEnum, { description: 'What it tries.' }) kind!: ExperimentKind;
  @Field(() => ID, { nullable: true, description: 'The campaign it is about; of a hold-out, absent means all campaigns. Not of MODELS and POLICIES: these choose among all.' }) // prettier-ignore
  campaignId?: string | null;
  @Field(() => [ExperimentArmInput], { description: 'Two to ten arms; the first is the control.' })
  arms!: ExperimentArmInput[];
  @Field(() => Float, { nullable: true, description: 'Share of all people who may take part; absent: 1, everybody.' }) // prettier-ignore
  traffic?: number | null;
  @Field(() => String, { nullable: true, description: 'Experiments of one layer share nobody; absent: a layer of its own.' }) // prettier-ignore
  layer?: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'From when on it may run; absent: from its start by hand.' }) // prettier-ignore
  startsAt?: Date | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it ends by itself; absent: when it is ended.' }) // prettier-ignore
  endsAt?: Date | null;
  @Field(() => ExperimentMeasureEnum, { nullable: true, description: 'What decides it; absent: CLICKS.' })
  measure?: ExperimentMeasure | null;
  @Field(() => [ExperimentGuardRailInput], { nullable: true, description: 'At most four measures that must not fall by much.' }) // prettier-ignore
  guardRails?: ExperimentGuardRailInput[] | null;
  @Field(() => DurationScalar, { nullable: true, description: 'How long after somebody was first exposed what they do counts, and how long before they are looked at: whole days up to P90D; absent: P14D.' }) // prettier-ignore
  countedFor?: string | null;
  @Field(() => Float, { nullable: true, description: 'The smallest lift that matters, as a share; intervals are narrowest about it; absent: 0.05.' }) // prettier-ignore
  smallestLift?: number | null;
}

@InputType({
  description: 'What to change. Of a running experiment only `name`, `endsAt`, and `traffic` upwards.',
})
export class UpdateExperimentInput extends PartialType(CreateExperimentInput) {}
