import {
  ArgsType,
  createUnionType,
  Field,
  Float,
  ID,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import { fewestTold } from './insight-of.js';
import { insightDimensions, mostTraits, type InsightDimension } from '../../../models/segment/insight.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InvalidRule } from '../segments.graphql.js';
import { patienceArgument } from '../previews/patience.graphql.js';
import type { RuleProblem } from '../validate.js';
import { AudienceInput } from './insight.graphql.js';
import type { Insight } from './insight.service.js';

/** By what audiences are told apart, for GraphQL. */
export const InsightDimensionEnum = enumOf(insightDimensions);
registerEnumType(InsightDimensionEnum, {
  name: 'InsightDimension',
  description: 'By what an audience is told from another.',
  valuesMap: described<InsightDimension>({
    ATTRIBUTE: 'What a trait is. Numbers go by bands, lists by each of their elements.',
    MODEL: 'Models they looked at in the last 90 days.',
    BODY_STYLE: 'Body styles they looked at in the last 90 days.',
    CITY: 'The trait `city`, else `address.city`.',
    STAGE: 'Their stage of AIPL.',
    BUYER_STAGE: 'Their stage on the way to a car.',
    DAYPART:
      'When they were mostly active in the last 90 days, by your time zone: `NIGHT` until 6, `MORNING` until 12, `AFTERNOON` until 18, `EVENING` until 22.',
  }),
});

@ObjectType({ description: 'How many of either audience are so.' })
export class InsightValue {
  @Field(() => String, {
    nullable: true,
    description: `The value; null: all those together that fewer than ${fewestTold} people have, in either audience.`,
  })
  value!: string | null;
  @Field(() => Int, { description: 'How many people of the audience.' }) people!: number;
  @Field(() => Float, { description: 'What part of the audience, 0 to 1.' }) share!: number;
  @Field(() => Float, { description: 'What part of those it is compared with, 0 to 1.' })
  comparedShare!: number;
  @Field(() => Int, {
    nullable: true,
    description:
      '100: as often as among those it is compared with; 200: twice as often; null: not there at all.',
  })
  index!: number | null;
  @Field(() => Boolean, {
    description:
      'Whether chance alone would make such a difference less than once in a hundred times. Never, of fewer than 30 people on either side.',
  })
  isBeyondChance!: boolean;
}

@ObjectType({ description: 'How an audience differs by one thing.' })
export class InsightOfDimension {
  @Field(() => InsightDimensionEnum, { description: 'By what.' }) dimension!: InsightDimension;
  @Field(() => String, { nullable: true, description: 'By which trait, where it is an `ATTRIBUTE`.' })
  trait!: string | null;
  @Field(() => Boolean, { description: 'Whether there are too many different values to tell any.' })
  isTooVaried!: boolean;
  @Field(() => [InsightValue], {
    description:
      'The 20 values that most of the audience have, then up to 5 others that it has most beyond what is usual, then what is left of too few people.',
  })
  values!: readonly InsightValue[];
}

@ObjectType({ description: 'How an audience differs from another, or from everybody, all of one instant.' })
export class AudienceInsight {
  @Field(() => ID, {
    description: 'To ask `audienceInsightById` by, for the rest of one that is not exact yet.',
  })
  id!: string;
  @Field(() => Int, { description: 'How many people are in the audience, of those looked at.' })
  size!: number;
  @Field(() => Int, { description: 'How many it is compared with, of those looked at.' })
  comparedSize!: number;
  @Field(() => Int, { description: 'How many people were looked at.' }) outOf!: number;
  @Field(() => Boolean, { description: 'Whether those are everybody.' }) isExact!: boolean;
  @Field(() => [InsightOfDimension], {
    description: `The differences; none where either audience has fewer than ${fewestTold} people.`,
  })
  dimensions!: readonly InsightOfDimension[];
}

/** What asking for insight answers. */
export const AudienceInsightResult = createUnionType({
  name: 'AudienceInsightResult',
  description: 'The insight, or what is wrong with what was asked.',
  types: () => [AudienceInsight, InvalidRule],
  resolveType: (value: object) => ('problems' in value ? InvalidRule : AudienceInsight),
});

/** Who is compared, with whom, by what. */
@ArgsType()
export class InsightArgs {
  @Field(() => AudienceInput, { description: 'Who is looked at.' }) audience!: AudienceInput;
  @Field(() => AudienceInput, { nullable: true, description: 'Who they are compared with; null: everybody.' })
  comparedWith?: AudienceInput | null;
  @Field(() => [String], {
    nullable: true,
    description: `Traits to look at, at most ${mostTraits}; null: those of few values that most of your people have.`,
  })
  traits?: string[] | null;
  @Field(patienceArgument.type, {
    defaultValue: patienceArgument.defaultValue,
    description: 'How long to wait for everybody to be looked at, `PT0S` to `PT60S`.',
  })
  patience!: string;
}

export function toInsightResult(
  outcome: { insight: Insight } | { problems: readonly RuleProblem[] },
): Insight | InvalidRule {
  return 'problems' in outcome ? { problems: outcome.problems } : outcome.insight;
}
