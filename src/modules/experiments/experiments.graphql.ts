import { createUnionType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Problem } from '../../models/campaign/problem.js';
import type { ExperimentEntity } from '../../models/experiment/experiment.entity.js';
import { experimentKinds, experimentMeasures, experimentStatuses, type ExperimentKind, type ExperimentMeasure, type ExperimentStatus } from '../../models/experiment/experiment-plan.js'; // prettier-ignore
import { InputProblem } from '../campaigns/input-problem.graphql.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { DurationScalar, InstantScalar } from '../platform/graphql/scalars.js';
import { OfferPolicy } from './offer-policy.graphql.js';
import { countedForOf } from './plans/counted-days.js';
import { statusAt } from './plans/status.js';

/** Kinds as an enum object for GraphQL. */
export const ExperimentKindEnum = enumOf(experimentKinds);
registerEnumType(ExperimentKindEnum, {
  name: 'ExperimentKind',
  description: 'What an experiment tries.',
  valuesMap: described<ExperimentKind>({
    HOLD_OUT: 'Part of the people never see the campaign, or any campaign: what does it bring in?',
    CREATIVES: 'Each arm sees creatives of its own of one campaign.',
    AUDIENCES:
      'Each arm sees one campaign only while in audiences of its own: arms narrow, they never widen.',
    MODELS: 'Each arm has offers ranked by a version of OFFER_PROPENSITY of its own, among all campaigns.',
    POLICIES: 'Each arm has offers chosen by a policy of its own, among all campaigns.',
  }),
});

/** Measures as an enum object for GraphQL. */
export const ExperimentMeasureEnum = enumOf(experimentMeasures);
registerEnumType(ExperimentMeasureEnum, {
  name: 'ExperimentMeasure',
  description: 'What is counted of a person, whatever brought it about.',
  valuesMap: described<ExperimentMeasure>({
    CLICKS: 'Offers clicked.',
    LEADS: 'Hands raised.',
    TEST_DRIVES: 'Test drives taken.',
    SALES: 'Cars ordered, or leads that dealers report as sold.',
    VALUE: 'What their orders came to, as it was sent, in one currency.',
  }),
});

/** Statuses as an enum object for GraphQL. */
export const ExperimentStatusEnum = enumOf(experimentStatuses);
registerEnumType(ExperimentStatusEnum, {
  name: 'ExperimentStatus',
  description: 'Where an experiment stands.',
  valuesMap: described<ExperimentStatus>({
    DRAFT: 'Being planned; nobody is touched by it.',
    RUNNING: 'Started: people are in its arms from `startsAt` on.',
    ENDED: 'Over, by hand or by its end. What people do for `countedFor` still counts.',
  }),
});

@ObjectType({ description: 'Part of the people of an experiment, and what is done with them.' })
export class ExperimentArm {
  @Field(() => String, { description: 'What it is called in results.' }) name!: string;
  @Field(() => Float, { description: 'Its share of those who take part: 0.5 is half.' }) share!: number;
  @Field(() => Boolean, { description: 'Its people never see the campaign, or any campaign.' })
  isHeldOut!: boolean;
  @Field(() => [ID], { description: 'Of CREATIVES: the only creatives of the campaign its people see.' })
  creativeIds!: string[];
  @Field(() => [ID], {
    description:
      'Of AUDIENCES: its people see the campaign only while in one of these; none: as the campaign says.',
  })
  segmentIds!: string[];
  @Field(() => String, { nullable: true, description: 'Of MODELS: the version that ranks offers for its people; null: the champion, whichever it is.' }) // prettier-ignore
  modelVersion!: string | null;
  @Field(() => OfferPolicy, { nullable: true, description: 'Of POLICIES: how offers are chosen for its people; null: as for everybody.' }) // prettier-ignore
  policy!: OfferPolicy | null;
}

@ObjectType({ description: 'What must not fall by much, whatever else rises.' })
export class ExperimentGuardRail {
  @Field(() => ExperimentMeasureEnum, { description: 'What is watched.' }) measure!: ExperimentMeasure;
  @Field(() => Float, { description: 'How far it may fall, as a share: 0.05 is 5 %.' }) mayFall!: number;
}

@ObjectType({ description: 'Something tried on part of the people, to learn what it does.' })
export class Experiment {
  @Field(() => ID, { description: 'Its id.' }) id!: string;
  @Field(() => String, { description: 'What people know it by.' }) name!: string;
  @Field(() => ExperimentKindEnum, { description: 'What it tries.' }) kind!: ExperimentKind;
  @Field(() => ExperimentStatusEnum, { description: 'Where it stands now.' }) status!: ExperimentStatus;
  @Field(() => ID, { nullable: true, description: 'The campaign it is about; null: all of them.' })
  campaignId!: string | null;
  @Field(() => [ExperimentArm], { description: 'Its arms; the first is the control the others are held against.' }) // prettier-ignore
  arms!: ExperimentArm[];
  @Field(() => Float, { description: 'Share of all people who may take part: 1 is everybody.' })
  traffic!: number;
  @Field(() => String, { nullable: true, description: 'Experiments of one layer share nobody; null: a layer of its own.' }) // prettier-ignore
  layer!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'Since when, or from when on, people are in its arms; of a draft, as planned; null: when it is started.' }) // prettier-ignore
  startsAt!: Date | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When everybody sees again what they would without it; null: when it is ended.' }) // prettier-ignore
  endsAt!: Date | null;
  @Field(() => ExperimentMeasureEnum, { description: 'What decides it.' }) measure!: ExperimentMeasure;
  @Field(() => [ExperimentGuardRail], { description: 'What must not fall by much.' })
  guardRails!: ExperimentGuardRail[];
  @Field(() => DurationScalar, { description: 'How long after somebody was first exposed what they do counts.' }) // prettier-ignore
  countedFor!: string;
  @Field(() => Float, { description: 'The smallest lift that matters, as a share: 0.05 is 5 %.' })
  smallestLift!: number;
  @Field(() => Int, { description: 'Number of its newest version: goes up with whatever is done to it or becomes of it. 0 while none is kept.' }) // prettier-ignore
  version!: number;
  @Field(() => InstantScalar, { description: 'When it was planned first.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'When it was last changed.' }) updatedAt!: Date;
}

/** A page of experiments. */
export const ExperimentConnection = connectionOf(Experiment, 'Experiment');

@ObjectType({ description: 'Nothing was changed.' })
export class InvalidExperiment {
  @Field(() => [InputProblem], { description: 'Everything that is wrong or in the way, at once.' })
  problems!: Problem[];
}

/** What planning and starting answer. */
export const ExperimentOutcome = createUnionType({
  name: 'ExperimentOutcome',
  description: 'The experiment as it stands now, or everything that is wrong.',
  types: () => [Experiment, InvalidExperiment] as const,
  resolveType: (value: object) => ('problems' in value ? 'InvalidExperiment' : 'Experiment'),
});

/** An experiment as it is told. `now` is milliseconds since the epoch. */
export function toExperiment(experiment: ExperimentEntity, now: number): Experiment {
  const { id, plan, status, startsAt, endsAt, version, createdAt, updatedAt } = experiment;
  const { name, kind, campaignId, arms, traffic, layer, measure, guardRails, countedDays, smallestLift } = plan; // prettier-ignore
  const isDraft = status === 'DRAFT';
  return {
    ...{ id, name, kind, campaignId, arms, traffic, layer, measure, guardRails, smallestLift, version, createdAt, updatedAt }, // prettier-ignore
    status: statusAt(experiment, now),
    startsAt: isDraft ? asDate(plan.startsAt) : startsAt,
    endsAt: isDraft ? asDate(plan.endsAt) : endsAt,
    countedFor: countedForOf(countedDays),
  };
}

/** The same of an outcome. */
export function toOutcome(
  outcome: ExperimentEntity | { problems: Problem[] },
  now: number,
): Experiment | InvalidExperiment {
  return 'problems' in outcome ? outcome : toExperiment(outcome, now);
}

function asDate(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
