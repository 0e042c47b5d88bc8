import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ModelReport, ModelStatus } from '../../models/prediction/model-report.js';
import { InstantScalar } from '../platform/graphql/scalars.js';

/** Status under its GraphQL spelling. */
export enum ModelStatusName {
  ANSWERING = 'ANSWERING',
  STANDBY = 'STANDBY',
  FAULTY = 'FAULTY',
}
registerEnumType(ModelStatusName, {
  name: 'ModelStatus',
  description: 'What a model version does.',
  valuesMap: {
    ANSWERING: { description: 'It scores requests now.' },
    STANDBY: { description: 'It passed its checks, but a newer version answers.' },
    FAULTY: { description: 'It failed a check and may not answer; see `fault`.' },
  },
});

@ObjectType({ description: 'A figure measured when a model was made, on data it had not seen.' })
export class ModelMetric {
  @Field(() => String, { description: 'What was measured: `auc`, `ece10`, `truth_auc`.' }) name!: string;
  @Field(() => Float, { description: 'The figure.' }) value!: number;
}

@ObjectType({ description: 'A version of a model, or the baseline that answers where no version can.' })
export class Model {
  @Field(() => String, { description: 'What it is for: `lead-score` or `offer-propensity`.' }) name!: string;
  @Field(() => String, { description: 'Its version, or the name of the baseline: `baseline-rules`.' })
  version!: string;
  @Field(() => ModelStatusName, { description: 'What it does.' }) status!: ModelStatus;
  @Field(() => String, {
    nullable: true,
    description:
      'Why it may not answer: the folder, what was expected and what was found. Null when all is well.',
  })
  fault!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The set of features it was trained on; null for a baseline.',
  })
  featureSet!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was trained; null for a baseline.' })
  trainedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Where its training data came from.' })
  dataOrigin!: string | null;
  @Field(() => [ModelMetric], { description: 'Measured when it was made.' }) metrics!: ModelMetric[];
}

export function toModel({ metrics, ...report }: ModelReport): Model {
  return { ...report, metrics: Object.entries(metrics).map(([name, value]) => ({ name, value })) };
}
