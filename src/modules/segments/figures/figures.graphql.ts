import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Segment, toSegment } from '../segments.graphql.js';
import {
  mostGrowthDays,
  mostOverlapping,
  type SegmentGrowth,
  type SegmentOverlap,
} from './figures.service.js';

@ObjectType({ description: 'One of the segments compared.' })
export class OverlapAudience {
  @Field(() => ID, { description: 'Id of the segment.' }) segmentId!: string;
  @Field(() => String, { description: 'What marketers call it.' }) name!: string;
  @Field(() => Int, { description: 'How many people are in it now.' }) size!: number;
}

@ObjectType({ description: 'What two segments have in common.' })
export class OverlapPair {
  @Field(() => ID, { description: 'The one segment.' }) firstSegmentId!: string;
  @Field(() => ID, { description: 'The other.' }) secondSegmentId!: string;
  @Field(() => Int, { description: 'How many people are in both.' }) both!: number;
  @Field(() => Float, {
    nullable: true,
    description: "How much of the first's people that is, 0 to 1; null where nobody is in it.",
  })
  shareOfFirst!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: "How much of the second's people that is, 0 to 1; null where nobody is in it.",
  })
  shareOfSecond!: number | null;
  @Field(() => Float, {
    nullable: true,
    description: 'How alike they are: of all in either, how much is in both, 0 to 1; null where nobody is.',
  })
  jaccard!: number | null;
}

@ObjectType({ description: 'What several segments have in common now, counted in one look.' })
export class AudienceOverlap {
  @Field(() => [OverlapAudience], { description: 'The segments, in the order asked for.' })
  audiences!: OverlapAudience[];
  @Field(() => [OverlapPair], { description: 'Each two of them, once.' }) pairs!: OverlapPair[];
  @Field(() => Int, { description: 'How many people are in all of them.' }) inAll!: number;
  @Field(() => Int, { description: 'How many people are in any of them.' }) inAny!: number;
}

@ObjectType({ description: 'A segment on one day.' })
export class AudienceGrowthDay {
  @Field(() => String, { description: "The day of the calendar, in the tenant's zone: `2026-11-26`." })
  date!: string;
  @Field(() => Int, {
    description:
      "How many people were in it when the day ended, or are today: the day before's size, plus `entered`, minus `left`.",
  })
  size!: number;
  @Field(() => Int, { description: 'How often somebody entered; whoever came twice counts twice.' })
  entered!: number;
  @Field(() => Int, { description: 'How often somebody left.' }) left!: number;
}

@ObjectType({ description: 'How a segment grew, day by day.' })
export class AudienceGrowth {
  @Field(() => Segment, { description: 'The segment.' }) segment!: Segment;
  @Field(() => [AudienceGrowthDay], { description: 'The days, none that has not begun.' })
  days!: AudienceGrowthDay[];
  @Field(() => Int, { description: 'How many people were in it when the first day began.' })
  sizeBefore!: number;
  @Field(() => Int, { description: 'How many were when the last ended, or are today.' }) sizeAfter!: number;
  @Field(() => Int, { description: 'By how many it grew; less than 0: it shrank.' }) net!: number;
  @Field(() => Int, { description: 'How often somebody entered on these days.' }) entered!: number;
  @Field(() => Int, { description: 'How often somebody left on these days.' }) left!: number;
  @Field(() => Float, {
    nullable: true,
    description:
      'How long those who left on these days had been in it, in seconds: half of the stays lasted longer. Null: nobody left.',
  })
  medianStaySeconds!: number | null;
}

/** Which segments to compare. */
@ArgsType()
export class AudienceOverlapArgs {
  @Field(() => [ID], { description: `Ids of 2 to ${mostOverlapping} segments.` }) segmentIds!: string[];
}

/** Which segment, and which days. */
@ArgsType()
export class AudienceGrowthArgs {
  @Field(() => ID, { description: 'Id of the segment.' }) segmentId!: string;
  @Field(() => String, {
    nullable: true,
    description: `The first day, \`2026-11-20\`; absent: six days before the last. At most ${mostGrowthDays} days.`,
  })
  from?: string | null;
  @Field(() => String, { nullable: true, description: 'The last day, included; absent: today.' }) to?:
    string | null;
}

export function toAudienceOverlap({ segments, sizes, pairs, inAll, inAny }: SegmentOverlap): AudienceOverlap {
  const idAt = (place: number) => segments[place]?.id ?? '';
  return {
    audiences: segments.map(({ id, name }, place) => ({ segmentId: id, name, size: sizes[place] ?? 0 })),
    pairs: pairs.map(({ first, second, ...rest }) => ({
      firstSegmentId: idAt(first),
      secondSegmentId: idAt(second),
      ...rest,
    })),
    inAll,
    inAny,
  };
}

export function toAudienceGrowth({ segment, days, ...rest }: SegmentGrowth): AudienceGrowth {
  return {
    ...rest,
    segment: toSegment(segment),
    days: days.map((day) => ({ ...day })),
    net: rest.sizeAfter - rest.sizeBefore,
  };
}
