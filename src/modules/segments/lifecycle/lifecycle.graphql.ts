import {
  ArgsType,
  createUnionType,
  Field,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import type { LifecycleSettings } from '../../../models/segment/lifecycle-settings.js';
import {
  aiplStages,
  journeyStages,
  type AiplStage,
  type JourneyStage,
  type LifecycleKind,
  type LifecycleStage as Stage,
} from '../../../models/segment/lifecycle.js';
import type { Rule } from '../../../models/segment/rule.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { AiplStageEnum, JourneyStageEnum, RuleInput, RuleScalar } from '../rule.graphql.js';
import { RuleProblemType, Segment, toSegment } from '../segments.graphql.js';
import type { RuleProblem } from '../validate.js';
import type { Lifecycle as LifecycleNow, LifecycleOutcome } from './lifecycle.service.js';
import { mostDays } from './local-days.js';
import type { DayFlow, StageNow } from './stages.service.js';

/** The lifecycles under their GraphQL spelling. */
export const LifecycleKindEnum: Readonly<Record<string, LifecycleKind>> = {
  AIPL: 'aipl',
  JOURNEY: 'journey',
};
registerEnumType(LifecycleKindEnum, {
  name: 'LifecycleKind',
  description:
    'A way of telling how far somebody is. Everybody is at one stage of each at most: the highest they reach.',
  valuesMap: {
    AIPL: { description: 'How close they are to the brand: awareness, interest, purchase, loyalty.' },
    JOURNEY: { description: 'Where they are on the way to a car and beyond.' },
  },
});

/** Stages of both lifecycles, for GraphQL. */
export const LifecycleStageEnum = enumOf<Stage>([...new Set([...aiplStages, ...journeyStages])]);
registerEnumType(LifecycleStageEnum, {
  name: 'LifecycleStageName',
  description: 'A stage of either lifecycle, `AiplStage` or `JourneyStage`.',
  valuesMap: described<Stage>({
    AWARENESS: 'Of AIPL: came across the brand.',
    INTEREST: 'Of AIPL: takes an interest.',
    PURCHASE: 'Of AIPL: bought. Of the journey: ordered.',
    LOYALTY: 'Of AIPL: came again.',
    RESEARCH: 'Of the journey: looks around.',
    SHORTLIST: 'Of the journey: has chosen some.',
    TEST_DRIVE: 'Of the journey: books or takes a test drive.',
    FINANCE: 'Of the journey: reckons what it costs.',
    OWNERSHIP: 'Of the journey: has a car.',
    REPURCHASE: 'Of the journey: has a car, and looks for another.',
  }),
});

@ObjectType({ description: 'A stage, what it takes, and how many are at it.' })
export class LifecycleStage {
  @Field(() => LifecycleKindEnum, { description: 'Of which lifecycle.' }) of!: LifecycleKind;
  @Field(() => LifecycleStageEnum, { description: 'Which stage.' }) stage!: Stage;
  @Field(() => RuleScalar, {
    description:
      'What it takes to have reached it, as JSON that `setLifecycle` takes. Whoever has reached a higher one is there.',
  })
  rule!: Rule;
  @Field(() => Boolean, { description: 'Whether you have said so yourself, by `setLifecycle`.' })
  isOwn!: boolean;
  @Field(() => Int, { description: 'How many people are at it; nobody while the stages are not kept.' })
  people!: number;
  @Field(() => Segment, {
    nullable: true,
    description: 'The segment it is kept as, for campaigns and exports; null while the stages are not kept.',
  })
  segment!: Segment | null;
}

@ObjectType({ description: 'How many people a day took from one stage to another.' })
export class LifecycleFlow {
  @Field(() => String, { description: "The day of the calendar, in the tenant's zone: `2026-11-26`." })
  date!: string;
  @Field(() => LifecycleStageEnum, {
    nullable: true,
    description: 'Where they were when it began; null: at no stage.',
  })
  from!: Stage | null;
  @Field(() => LifecycleStageEnum, {
    nullable: true,
    description:
      'Where they were when it ended, or today are; null: at no stage. The same as `from`: they remained.',
  })
  to!: Stage | null;
  @Field(() => Int, { description: 'How many.' }) people!: number;
}

@ObjectType({ description: 'How far people are: what makes each stage, and who is at which.' })
export class Lifecycle {
  @Field(() => Int, { description: 'Grows by one with every change; 0 before the first.' }) version!: number;
  @Field(() => Boolean, {
    description:
      'Whether each stage is kept as a segment. Without it nobody is counted; rules can ask for stages all the same.',
  })
  track!: boolean;
  @Field(() => InstantScalar, { nullable: true, description: 'When it last changed; null: never.' })
  updatedAt!: Date | null;
  /** What `stages` tells of. */
  settings!: LifecycleSettings;
}

@ObjectType({ description: 'The lifecycle cannot be changed as asked. Nothing was changed.' })
export class InvalidLifecycle {
  @Field(() => [RuleProblemType], {
    description: 'Everything wrong with it, at places like `aipl[0].rule.did.within`.',
  })
  problems!: readonly RuleProblem[];
}

export const LifecycleResult = createUnionType({
  name: 'LifecycleResult',
  description: 'The lifecycle as it is now, or what is wrong with the change.',
  types: () => [Lifecycle, InvalidLifecycle],
  resolveType: (value: object) => ('problems' in value ? InvalidLifecycle : Lifecycle),
});

@InputType({ description: 'What it takes to have reached a stage of AIPL.' })
export class AiplStageInput {
  @Field(() => AiplStageEnum, { description: 'The stage.' }) stage!: AiplStage;
  @Field(() => RuleInput, {
    nullable: true,
    description: 'What it takes, of `did`, `sequence` and `trait`, in up to 16 parts. Null: as everywhere.',
  })
  rule?: RuleInput | null;
}

@InputType({ description: 'What it takes to have reached a stage of the journey.' })
export class JourneyStageInput {
  @Field(() => JourneyStageEnum, { description: 'The stage.' }) stage!: JourneyStage;
  @Field(() => RuleInput, {
    nullable: true,
    description: 'What it takes, of `did`, `sequence` and `trait`, in up to 16 parts. Null: as everywhere.',
  })
  rule?: RuleInput | null;
}

@InputType({ description: 'What to change of the lifecycle; what is absent stays as it is.' })
export class SetLifecycleInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Keep each stage as a segment, to count, follow and address who is at it; or no longer.',
  })
  track?: boolean | null;
  @Field(() => [AiplStageInput], { nullable: true, description: 'Stages of AIPL; those not named stay.' })
  aipl?: AiplStageInput[] | null;
  @Field(() => [JourneyStageInput], {
    nullable: true,
    description: 'Stages of the journey; those not named stay.',
  })
  journey?: JourneyStageInput[] | null;
  @Field(() => Int, { nullable: true, description: 'Refuse if the lifecycle is no longer at this version.' })
  expectedVersion?: number | null;
}

/** Which stages, and when. */
@ArgsType()
export class LifecycleStagesArgs {
  @Field(() => LifecycleKindEnum, { defaultValue: 'aipl', description: 'Of this lifecycle.' })
  of!: LifecycleKind;
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'Who was at them at this instant; absent: who is now.',
  })
  at?: Date | null;
}

/** Which flows, and of which days. */
@ArgsType()
export class LifecycleFlowsArgs {
  @Field(() => LifecycleKindEnum, { defaultValue: 'aipl', description: 'Of this lifecycle.' })
  of!: LifecycleKind;
  @Field(() => String, {
    nullable: true,
    description: `The first day, \`2026-11-20\`; absent: six days before the last. At most ${mostDays} days.`,
  })
  from?: string | null;
  @Field(() => String, { nullable: true, description: 'The last day, included; absent: today.' }) to?:
    string | null;
}

export function toLifecycle({ version, updatedAt, settings }: LifecycleNow): Lifecycle {
  return { version, updatedAt, track: settings.track, settings };
}

export function toLifecycleResult(outcome: LifecycleOutcome): Lifecycle | InvalidLifecycle {
  return 'problems' in outcome ? { problems: outcome.problems } : toLifecycle(outcome.lifecycle);
}

export function toLifecycleStage({ segment, ...rest }: StageNow): LifecycleStage {
  return { ...rest, segment: segment && toSegment(segment) };
}

export function toLifecycleFlow({ date, from, to, people }: DayFlow): LifecycleFlow {
  return { date, from, to, people };
}
