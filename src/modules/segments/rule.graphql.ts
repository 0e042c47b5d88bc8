import { Field, Float, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import {
  aiplStages,
  journeyStages,
  type AiplStage,
  type JourneyStage,
} from '../../models/segment/lifecycle.js';
import type { LeadStep } from '../../models/lead/lead-status.js';
import type { LeadGrade } from '../../models/prediction/scores.js';
import { ruleBounds } from '../../models/segment/rule-bounds.js';
import { LeadStepName } from '../events/lead-step.graphql.js';
import { LeadGradeName } from '../inference/grade.graphql.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { SequenceInput } from './deed.graphql.js';
import { DidInput } from './did.graphql.js';
import { TraitInput } from './fact.graphql.js';

/** A rule on its way out: the very JSON that RuleInput takes as a variable. */
export const RuleScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'Rule',
  description: 'A rule tree as JSON, in the shape of `RuleInput`: what comes out can be sent back in.',
  serialize: (value) => value,
  parseValue: () => {
    throw new GraphQLError('Rules come in as RuleInput.');
  },
});

/** Stages of AIPL, for GraphQL. */
export const AiplStageEnum = enumOf(aiplStages);
registerEnumType(AiplStageEnum, {
  name: 'AiplStage',
  description:
    'How close somebody is to the brand. Whoever has reached several is at the highest. What it takes is said by `lifecycle`, and can be changed.',
  valuesMap: described<AiplStage>({
    AWARENESS: 'Was shown or opened anything.',
    INTEREST:
      'Looked at, configured, saved or compared vehicles three times lately, or asked, called, came or tried one.',
    PURCHASE: 'Ordered a vehicle or took delivery of one.',
    LOYALTY: 'Did so again, or brought the vehicle in for service.',
  }),
});

/** Stages of the journey, for GraphQL. */
export const JourneyStageEnum = enumOf(journeyStages);
registerEnumType(JourneyStageEnum, {
  name: 'JourneyStage',
  description:
    'Where somebody is on the way to a car and beyond. Whoever has reached several is at the furthest. What it takes is said by `lifecycle`, and can be changed.',
  valuesMap: described<JourneyStage>({
    RESEARCH: 'Opened pages, or looked at or configured vehicles.',
    SHORTLIST: 'Saved or compared vehicles.',
    TEST_DRIVE: 'Booked or took a test drive.',
    FINANCE: 'Estimated a payment or was quoted a lease.',
    PURCHASE: 'Placed an order.',
    OWNERSHIP: 'Has a car, told by its delivery, its service or what it reports.',
    REPURCHASE: 'Has a car, and looks for another since its delivery.',
  }),
});

@InputType({
  description: 'Who lives near a dealer, by the traits `latitude` and `longitude` (WGS 84 degrees).',
})
export class NearInput {
  @Field(() => String, { description: 'Code of the dealer, whose place must be known: `LDN-01`.' })
  dealer!: string;
  @Field(() => Float, { description: `Kilometres as the crow flies, more than 0, up to ${ruleBounds.km}.` })
  withinKm!: number;
}

@InputType({ description: 'Who is in another segment, by what its rule is at this moment.' })
export class MemberInput {
  @Field(() => ID, { description: 'Id of an active segment; segments refer to each other in no circle.' })
  of!: string;
}

@InputType({ description: 'Who stands on an uploaded list, now: by any id of theirs that is on it.' })
export class ListedInput {
  @Field(() => ID, { description: 'Id of the list, from `audienceLists`.' }) on!: string;
}

@InputType({ description: 'Who is at any of these stages, of one kind.' })
export class StageInput {
  @Field(() => [AiplStageEnum], { nullable: true, description: 'How close they are to the brand.' })
  aipl?: AiplStage[];
  @Field(() => [JourneyStageEnum], { nullable: true, description: 'Where they are on the way to a car.' })
  journey?: JourneyStage[];
}

@InputType({
  description: 'Of whom a lead was graded so, or moved there, whatever was done after it. One of the two.',
})
export class LeadGradedInput {
  @Field(() => [LeadGradeName], { nullable: true, description: 'Any of these grades.' }) grade?: LeadGrade[];
  @Field(() => [LeadStepName], { nullable: true, description: 'Moved to any of these: `SOLD`.' })
  status?: LeadStep[];
  @Field(() => String, { nullable: true, description: 'Scored or moved within this: `P30D`. Null: ever.' })
  within?: string;
}

@InputType({
  description: 'A part of everybody, drawn by chance once and for all: for tests and control groups.',
})
export class ShareInput {
  @Field(() => String, { description: 'The same salt draws the same people.' }) salt!: string;
  @Field(() => Float, { description: 'Percent, from this.' }) from!: number;
  @Field(() => Float, { description: 'Percent, to below this.' }) below!: number;
}

@InputType({
  isOneOf: true,
  description: `Who belongs: exactly one of these, nested up to ${ruleBounds.depth} deep with up to ${ruleBounds.nodes} parts.`,
})
export class RuleInput {
  @Field(() => [RuleInput], { nullable: true, description: 'Every one of these holds.' }) all?: RuleInput[];
  @Field(() => [RuleInput], { nullable: true, description: 'At least one of these holds.' })
  any?: RuleInput[];
  @Field(() => RuleInput, { nullable: true, description: 'This does not hold.' }) not?: RuleInput;
  @Field(() => DidInput, { nullable: true, description: 'They did this.' }) did?: DidInput;
  @Field(() => SequenceInput, { nullable: true, description: 'They did one thing after another.' })
  sequence?: SequenceInput;
  @Field(() => TraitInput, { nullable: true, description: 'They are like this.' }) trait?: TraitInput;
  @Field(() => NearInput, { nullable: true, description: 'They live near a dealer.' }) near?: NearInput;
  @Field(() => MemberInput, { nullable: true, description: 'They are in another segment.' })
  member?: MemberInput;
  @Field(() => ListedInput, { nullable: true, description: 'They stand on an uploaded list.' })
  listed?: ListedInput;
  @Field(() => StageInput, { nullable: true, description: 'They are at a stage.' }) stage?: StageInput;
  @Field(() => LeadGradedInput, {
    nullable: true,
    description: 'A lead of theirs was graded so, or moved there.',
  })
  lead?: LeadGradedInput;
  @Field(() => ShareInput, { nullable: true, description: 'Chance drew them.' }) share?: ShareInput;
}
