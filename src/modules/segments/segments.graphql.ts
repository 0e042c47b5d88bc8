import {
  ArgsType,
  createUnionType,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import type { Rule } from '../../models/segment/rule.js';
import type { SegmentEntity, SegmentStatus } from '../../models/segment/segment.entity.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import type { ViewerInput } from '../profiles/viewer.graphql.js';
import type { ProfileMention } from '../profiles/profiles.service.js';
import type { MembershipAnswer } from './audience.service.js';
import type { Preview } from './previews/preview.service.js';
import { RuleInput, RuleScalar } from './rule.graphql.js';
import type { ArchiveOutcome, SegmentOutcome } from './segments.service.js';
import type { RuleProblem } from './validate.js';

/** Segment status under its GraphQL spelling. */
export enum SegmentStatusName {
  ACTIVE = 'ACTIVE',
  ARCHIVED = 'ARCHIVED',
}
registerEnumType(SegmentStatusName, {
  name: 'SegmentStatus',
  description: 'Whether a segment is kept up to date.',
  valuesMap: {
    ACTIVE: { description: 'Members come and go as they act and as time passes.' },
    ARCHIVED: { description: 'Ended: it has no members; its history is kept.' },
  },
});

@ObjectType({ description: 'Someone who is in a segment.' })
export class SegmentMember {
  @Field(() => ID, { description: 'Their profile.' }) profileId!: string;
  @Field(() => InstantScalar, { description: 'Since when.' }) enteredAt!: Date;
}

@ObjectType({ description: 'A named audience: everyone its rule holds for, now.' })
export class Segment {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => String, { description: 'What marketers call it.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'What it is for; null when nobody said.' })
  description!: string | null;
  @Field(() => RuleScalar, { description: 'Who belongs, as JSON that `RuleInput` takes.' }) rule!: Rule;
  /** Told by `iabAudiences`. */
  iabIds!: readonly string[];
  @Field(() => Int, { description: 'Grows by one with every change.' }) version!: number;
  @Field(() => SegmentStatusName, { description: 'Whether it is kept up to date.' }) status!: SegmentStatus;
  @Field(() => InstantScalar, {
    nullable: true,
    description:
      'Since when its rule could not be read, as after a downgrade: who is in stays in until it can, or it gets another rule. Null while it is kept up to date.',
  })
  unreadableSince!: Date | null;
  @Field(() => Boolean, {
    description:
      'True of a stage of the lifecycle, which Carousel keeps itself: changed by `setLifecycle` alone.',
  })
  isBuiltIn!: boolean;
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'When it last changed.' }) updatedAt!: Date;
}

/** A page of segments. */
export const SegmentConnection = connectionOf(Segment, 'Segment');
/** A page of a segment's members. */
export const SegmentMemberConnection = connectionOf(SegmentMember, 'SegmentMember');

@ObjectType('RuleProblem', { description: 'One thing wrong with a rule.' })
export class RuleProblemType {
  @Field(() => String, { description: 'Where: `rule.all[1].did.within`.' }) path!: string;
  @Field(() => String, { description: 'What is wrong there.' }) message!: string;
  @Field(() => String, { description: 'How to mend it.' }) remedy!: string;
}

@ObjectType({
  description: 'The rule, or what was said beside it, cannot be used as it is. Nothing was changed.',
})
export class InvalidRule {
  @Field(() => [RuleProblemType], { description: 'Everything wrong with it.' })
  problems!: readonly RuleProblem[];
}

@ObjectType({ description: 'Who a rule would reach, counted exactly at this moment.' })
export class SegmentPreview {
  @Field(() => ID, { description: 'To ask `segmentPreview` by, for the rest of one that is not exact yet.' })
  id!: string;
  @Field(() => Int, { description: 'How many people: exact, or an estimate from a sample.' }) size!: number;
  @Field(() => Int, {
    description: 'How far off the size can be, nineteen times of twenty; 0 when it is exact.',
  })
  margin!: number;
  @Field(() => Boolean, { description: 'Whether everybody was looked at.' }) isExact!: boolean;
  @Field(() => Int, { description: 'Out of how many known.' }) outOf!: number;
  @Field(() => [ID], { description: 'Some of their profiles, at most 20.' })
  sampleProfileIds!: readonly string[];
  /** Said by `sentence`. */
  rule!: Rule;
}

/** What making or changing a segment answers. */
export const SegmentResult = createUnionType({
  name: 'SegmentResult',
  description: 'The segment, or what is wrong with its rule, name or description.',
  types: () => [Segment, InvalidRule],
  resolveType: (value: object) => ('problems' in value ? InvalidRule : Segment),
});

@ObjectType({
  description:
    'The segment stays as it is: campaigns that are not ended name it, or running experiments do. End them, or take it out of the audiences of campaigns.',
})
export class SegmentInUse {
  @Field(() => Segment, { description: 'The segment, unchanged.' }) segment!: Segment;
}

/** What archiving a segment answers. */
export const ArchiveSegmentResult = createUnionType({
  name: 'ArchiveSegmentResult',
  description: 'The segment, archived, or the campaigns and experiments that hold it.',
  types: () => [Segment, SegmentInUse],
  resolveType: (value: object) => ('segment' in value ? SegmentInUse : Segment),
});

/** What a preview answers. */
export const SegmentPreviewResult = createUnionType({
  name: 'SegmentPreviewResult',
  description: 'The preview, or what is wrong with the rule.',
  types: () => [SegmentPreview, InvalidRule],
  resolveType: (value: object) => ('problems' in value ? InvalidRule : SegmentPreview),
});

@ObjectType({ description: 'What one part of the rule came to for one person.' })
export class MembershipReason {
  @Field(() => String, { description: 'Which part: `rule.all[1].did`. Parents come before their parts.' })
  path!: string;
  @Field(() => Boolean, { description: 'Whether it holds for this person.' }) holds!: boolean;
  /** Said by `sentence`. */
  rule!: Rule;
  @Field(() => Int, {
    nullable: true,
    description: 'How often they did it in its period; null where nothing is counted.',
  })
  count!: number | null;
}

@ObjectType({ description: 'One stay in a segment.' })
export class SegmentStay {
  @Field(() => InstantScalar, { description: 'When they entered.' }) enteredAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When they left; null while they are in.' })
  leftAt!: Date | null;
}

@ObjectType({ description: 'Whether one person is in a segment, and why, judged at this very moment.' })
export class SegmentMembership {
  @Field(() => ID, { description: 'Their profile.' }) profileId!: string;
  @Field(() => Boolean, { description: 'Whether they are in it, as offers see it.' }) isMember!: boolean;
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'The answer holds at least until then if they do nothing; null: for ever.',
  })
  changesAt!: Date | null;
  @Field(() => [MembershipReason], {
    description: 'What every part of the rule comes to right now, in the order of the tree.',
  })
  because!: MembershipReason[];
  @Field(() => [SegmentStay], { description: 'When they came and went, newest first, at most 200.' })
  stays!: SegmentStay[];
}

@InputType({ description: 'A segment to make.' })
export class CreateSegmentInput {
  @Field(() => String, { description: 'What marketers call it, up to 120 characters.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'What it is for, up to 1,000 characters.' })
  description?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Ids of `iabAudiences` it is, for bid requests.' })
  iabIds?: string[] | null;
  @Field(() => RuleInput, { description: 'Who belongs.' }) rule!: RuleInput;
}

@InputType({ description: 'What to change; what is absent stays as it is.' })
export class UpdateSegmentInput {
  @Field(() => String, { nullable: true, description: 'New name.' }) name?: string | null;
  @Field(() => String, { nullable: true, description: 'New description; null removes it.' }) description?:
    string | null;
  @Field(() => [ID], { nullable: true, description: 'Ids of `iabAudiences` it is; null or none takes all away.' }) // prettier-ignore
  iabIds?: string[] | null;
  @Field(() => RuleInput, { nullable: true, description: 'New rule; applied to everyone anew.' })
  rule?: RuleInput | null;
  @Field(() => Int, { nullable: true, description: 'Refuse if the segment is no longer at this version.' })
  expectedVersion?: number | null;
}

/** Which segments to list. */
@ArgsType()
export class SegmentsArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Also those that were ended.' })
  includeArchived!: boolean;
}

export function toSegment({
  id,
  name,
  description,
  rule,
  version,
  status,
  unreadableSince,
  builtIn,
  iabIds,
  createdAt,
  updatedAt,
}: SegmentEntity): Segment {
  return {
    id,
    name,
    description,
    rule,
    version,
    status,
    unreadableSince,
    isBuiltIn: builtIn !== null,
    iabIds,
    createdAt,
    updatedAt,
  };
}

export function toSegmentResult(outcome: SegmentOutcome): Segment | InvalidRule {
  return 'problems' in outcome ? { problems: outcome.problems } : toSegment(outcome.segment);
}

export function toArchiveResult(outcome: ArchiveOutcome): Segment | SegmentInUse {
  return 'inUse' in outcome ? { segment: toSegment(outcome.inUse) } : toSegment(outcome.segment);
}

export function toPreviewResult(
  outcome: { preview: Preview } | { problems: readonly RuleProblem[] },
): SegmentPreview | InvalidRule {
  return 'problems' in outcome ? { problems: outcome.problems } : toPreview(outcome.preview);
}

export function toPreview({ profileIds, ...rest }: Preview): SegmentPreview {
  return { ...rest, sampleProfileIds: profileIds };
}

export function toMembership({ reasons, stays, ...rest }: MembershipAnswer): SegmentMembership {
  return { ...rest, because: [...reasons], stays: [...stays] };
}

/** The one id to look a person up by: their profile, else who they signed in as, else their device. */
export function toMention(
  profileId: string | null | undefined,
  viewer: ViewerInput | null | undefined,
): ProfileMention {
  const userId = viewer?.userId ?? undefined;
  return { id: profileId, userId, anonymousId: userId === undefined ? viewer?.anonymousId : undefined };
}
