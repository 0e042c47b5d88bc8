import {
  createUnionType,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import { mostAlike } from '../../../models/segment/likeness.js';
import {
  lookalikeFaults,
  lookalikeStatuses,
  type LookalikeEntity,
  type LookalikeFault,
  type LookalikeStatus,
} from '../../../models/segment/lookalike.entity.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { InvalidAudienceList } from '../lists/lists.graphql.js';
import type { RuleProblem } from '../validate.js';

/** How far a lookalike is, for GraphQL. */
export const LookalikeStatusEnum = enumOf(lookalikeStatuses);
registerEnumType(LookalikeStatusEnum, {
  name: 'LookalikeStatus',
  description: 'How far a lookalike is.',
  valuesMap: described<LookalikeStatus>({
    WAITING: 'For a worker, or one is at it. What was found before stays on the list meanwhile.',
    DONE: 'Its list holds whom it found.',
    FAILED: 'It cannot be made as asked; `fault` says why.',
  }),
});

/** Why one cannot be made, for GraphQL. */
export const LookalikeFaultEnum = enumOf(lookalikeFaults);
registerEnumType(LookalikeFaultEnum, {
  name: 'LookalikeFault',
  description: 'Why a lookalike cannot be made as asked.',
  valuesMap: described<LookalikeFault>({
    SEED_TOO_SMALL:
      'The seed has fewer than 50 people: nothing can be learnt from so few; refreshLookalike once it has more.',
    SIZE_TOO_SMALL: 'The seed alone is as large as was asked for; ask for more with refreshLookalike.',
    NOTHING_IN_COMMON: 'What the seed does is what everybody does.',
    ONLY_ITS_RULE:
      'What the rule of the seed asks for is left out, and nothing else tells the seed from everybody; take a segment that is told by less or by something else, or a list of your own.',
    SEED_GONE: 'The segment or list of the seed is archived.',
    LIST_ARCHIVED: 'The list it was to fill is archived.',
  }),
});

@InputType({ isOneOf: true, description: 'Whom others are to be like: exactly one of the two.' })
export class LookalikeSeedInput {
  @Field(() => ID, { nullable: true, description: 'Who is in this segment.' }) segmentId?: string;
  @Field(() => ID, { nullable: true, description: 'Who stands on this list.' }) listId?: string;
}

@InputType({ description: 'A list that grows a seed by those who behave most like it.' })
export class CreateLookalikeInput {
  @Field(() => String, { description: 'What its list is called, up to 120 characters; by no other list.' })
  name!: string;
  @Field(() => LookalikeSeedInput, { description: 'Whom others are to be like; 50 people at least.' })
  seed!: LookalikeSeedInput;
  @Field(() => Int, {
    description: `How many seed and found are to be together, 100 to ${mostAlike}, and more than the seed has.`,
  })
  size!: number;
}

@ObjectType({ description: 'Something that tells a seed from everybody.' })
export class LookalikeSign {
  @Field(() => String, { description: 'What they do more than others: `did SHOWROOM_VISITED`, or look at: `looks at SUV`.' }) // prettier-ignore
  what!: string;
  @Field(() => Float, { description: 'How much it adds to the score of an average one of the seed, in standard deviations.' }) // prettier-ignore
  weight!: number;
}

@ObjectType({
  description:
    'What came of looking. Nothing is learnt from a fifth of the seed, drawn by chance: how many of them would have been found measures how good the lookalike is.',
})
export class LookalikeFindings {
  @Field(() => Int, { description: 'How many the seed has.' }) seed!: number;
  @Field(() => Int, { description: 'How many were found beside it, and are on the list.' }) found!: number;
  @Field(() => Int, { description: 'How many people there are beside the seed.' }) outOf!: number;
  @Field(() => Int, { description: 'How many of the seed were held out.' }) heldOut!: number;
  @Field(() => Float, { description: 'Which share of the held-out is among the best, as many as were asked for.' }) // prettier-ignore
  recall!: number;
  @Field(() => Float, { description: 'How many times more than among as many drawn by chance: 1 is worth nothing.' }) // prettier-ignore
  lift!: number;
  @Field(() => Float, { description: 'How often one of the held-out scores above somebody else: 0.5 is worth nothing, 1 is perfect.' }) // prettier-ignore
  auc!: number;
  @Field(() => [LookalikeSign], {
    description: 'What tells the seed from everybody beside its own rule, the strongest first.',
  })
  signs!: readonly LookalikeSign[];
}

@ObjectType({
  description:
    'A list that grows a seed by those who behave most like it. Rules ask for whom it found with `listed`; with `any` of the seed and the list they are together.',
})
export class Lookalike {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => ID, { nullable: true, description: 'The segment whose people are the seed.' })
  segmentId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The list whose people are the seed.' })
  seedListId!: string | null;
  @Field(() => Int, { description: 'How many seed and found are to be together.' }) size!: number;
  @Field(() => ID, { description: 'The list it fills: without the seed.' }) listId!: string;
  @Field(() => LookalikeStatusEnum, { description: 'How far it is.' }) status!: LookalikeStatus;
  @Field(() => LookalikeFaultEnum, { nullable: true, description: 'Why it cannot be made as asked.' })
  fault!: LookalikeFault | null;
  @Field(() => InstantScalar, { description: 'When it was first asked for.' }) requestedAt!: Date;
  @Field(() => ID, { description: 'Public id of the key that asked.' }) requestedBy!: string;
  @Field(() => InstantScalar, { nullable: true, description: 'As of when people were looked at, the last time it was made.' }) // prettier-ignore
  completedAt!: Date | null;
  @Field(() => LookalikeFindings, { nullable: true, description: 'What came of it the last time it was made.' }) // prettier-ignore
  findings!: LookalikeFindings | null;
}

/** A page of lookalikes. */
export const LookalikeConnection = connectionOf(Lookalike, 'Lookalike');

@ObjectType({ description: 'Somebody whom a lookalike found.' })
export class LookalikePerson {
  @Field(() => Int, { description: '1 is the most alike.' }) rank!: number;
  @Field(() => ID, { description: 'Id of their profile as it is now. Two who became one person since are told twice.' }) // prettier-ignore
  profileId!: string;
  @Field(() => Float, { description: 'How alike, in standard deviations above everybody’s mean.' })
  score!: number;
}

/** A page of people whom a lookalike found. */
export const LookalikePersonConnection = connectionOf(LookalikePerson, 'LookalikePerson');

/** What comes of asking for one. */
export const LookalikeResult = createUnionType({
  name: 'LookalikeResult',
  description: 'The lookalike, or what is wrong with its name.',
  types: () => [Lookalike, InvalidAudienceList] as const,
  resolveType: (value: object) => ('problems' in value ? InvalidAudienceList : Lookalike),
});

export function toLookalike(lookalike: LookalikeEntity): Lookalike {
  const { tenantId: _tenantId, timesAsked: _timesAsked, ...shown } = lookalike;
  return shown;
}

export function toLookalikeResult(
  outcome: { readonly lookalike: LookalikeEntity } | { readonly problems: readonly RuleProblem[] },
): typeof LookalikeResult {
  return 'problems' in outcome ? outcome : toLookalike(outcome.lookalike);
}
