import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { experimentDeeds, type ExperimentDeed, type VerdictKind } from '../../../models/experiment/experiment-version.entity.js'; // prettier-ignore
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { ExperimentVerdictKindEnum } from '../experiment-results.graphql.js';
import type { ToldExperimentVersion } from './experiment-versions.service.js';

/** Part of an experiment's plan on its way out: whatever JSON it is. */
export const ExperimentDataScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'ExperimentData',
  description: "Part of an experiment's plan as JSON: text, number, list or object.",
  serialize: (value) => value,
  parseValue: () => {
    throw new GraphQLError('Experiments come in as inputs of their own.');
  },
}); // prettier-ignore

/** Deeds under their GraphQL spelling. */
export const ExperimentDeedEnum = enumOf(experimentDeeds);
registerEnumType(ExperimentDeedEnum, {
  name: 'ExperimentDeed',
  description: 'What was done to an experiment, or became of it.',
  valuesMap: described<ExperimentDeed>({
    KEPT: 'Nothing: how it stood before versions were kept.',
    CREATED: 'It was planned.',
    CHANGED: 'Its plan was changed.',
    STARTED: 'It was started.',
    ENDED: 'It was ended by hand.',
    RAN_OUT: 'Its planned end came.',
    CAMPAIGN_ENDED: 'It ended with its campaign, which was over.',
    VERDICT: 'What it says became another: `verdict`, and in words `note`.',
  }),
});

@ObjectType({ description: "One thing about an experiment's plan that is not as it was." })
export class ExperimentChange {
  @Field(() => String, { description: 'Which field: `traffic`, `endsAt`.' }) path!: string;
  @Field(() => String, { description: 'It in words: `Traffic: 0.2, now 0.5.`' }) words!: string;
  @Field(() => ExperimentDataScalar, { nullable: true, description: 'As it was; null: nothing.' })
  before!: unknown;
  @Field(() => ExperimentDataScalar, { nullable: true, description: 'As it is then; null: nothing.' })
  after!: unknown;
}

@ObjectType({ description: 'What was done to an experiment, by whom, and what it changed.' })
export class ExperimentVersion {
  @Field(() => Int, { description: 'Its number; 1 is the first.' }) version!: number;
  @Field(() => ExperimentDeedEnum, { description: 'What was done.' }) deed!: ExperimentDeed;
  @Field(() => String, { nullable: true, description: 'Of VERDICT: the verdict in words, as it was then.' })
  note!: string | null;
  @Field(() => ExperimentVerdictKindEnum, { nullable: true, description: 'Of VERDICT: what it was.' })
  verdict!: VerdictKind | null;
  @Field(() => InstantScalar, { description: 'When.' }) doneAt!: Date;
  @Field(() => ID, {
    nullable: true,
    description: 'Public id of the key that did it; null of what nobody did: an end that came, a verdict, what was there before versions were kept.', // prettier-ignore
  })
  doneBy!: string | null;
  @Field(() => [ExperimentChange], { description: 'What it changed of the plan before.' })
  changes!: ExperimentChange[];
}

/** A page of an experiment's versions. */
export const ExperimentVersionConnection = connectionOf(ExperimentVersion, 'ExperimentVersion');

/** A version as it is told. */
export function toExperimentVersion({ version: row, changes }: ToldExperimentVersion): ExperimentVersion {
  const { version, deed, note, verdict, doneAt, doneBy } = row;
  return { version, deed, note, verdict: verdict?.kind ?? null, doneAt, doneBy, changes: [...changes] };
}
