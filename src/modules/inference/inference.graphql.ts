import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { modelNames, type ModelName } from '../../models/prediction/model-manifest.js';
import type { ModelOfTenant, ModelStatus } from '../../models/prediction/model-report.js';
import { modelStates, type ModelState } from '../../models/prediction/model-standing.js';
import { described, enumOf } from '../platform/graphql/enums.js';
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
    STANDBY: { description: 'It passed its checks, but another version answers.' },
    FAULTY: { description: 'It failed a check and may not answer; see `fault`.' },
  },
});

/** States as an enum object for GraphQL. */
export const ModelStateEnum = enumOf(modelStates);
registerEnumType(ModelStateEnum, {
  name: 'ModelState',
  description: 'Where a model version stands with you.',
  valuesMap: described<ModelState>({
    CANDIDATE: 'Installed; it answers nobody of yours.',
    SHADOW: 'It scores your traffic beside the champion, and nobody sees what it says.',
    CHAMPION: 'It answers; one version of a model does.',
    RETIRED: 'Taken out; it is not promoted until it is reinstated.',
  }),
});

/** What a model is called, as a GraphQL enum: `LEAD_SCORE`. */
export const ModelNameEnum = enumOf(modelNames.map(toNameEnum));
registerEnumType(ModelNameEnum, {
  name: 'ModelName',
  description: 'What a model is for.',
  valuesMap: {
    LEAD_SCORE: { description: '`lead-score`: how likely a lead ends in a sale.' },
    OFFER_PROPENSITY: { description: '`offer-propensity`: how likely an offer is clicked and leads to a lead.' }, // prettier-ignore
  },
});

/** A model's name as the enum says it. */
export function toNameEnum(name: ModelName): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** The model behind a name of the enum. */
export function modelNamed(said: string): ModelName {
  return modelNames.find((name) => toNameEnum(name) === said) ?? modelNames[0];
}

@ObjectType({ description: 'The data a model was taught with.' })
export class ModelDataWindow {
  @Field(() => Int, { description: 'How many rows.' }) rows!: number;
  @Field(() => InstantScalar, { description: 'The time of the first.' }) from!: Date;
  @Field(() => InstantScalar, { description: 'The time of the last.' }) to!: Date;
}

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
  @Field(() => ModelStateEnum, { nullable: true, description: 'Where it stands with you; null for a baseline.' }) // prettier-ignore
  state!: ModelState | null;
  @Field(() => InstantScalar, { nullable: true, description: 'Since when it stands there; null while nothing was done with it.' }) // prettier-ignore
  since!: Date | null;
  @Field(() => ModelStatusName, { description: 'What it does for you, in the process that answers.' })
  status!: ModelStatus;
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
  @Field(() => ModelDataWindow, { nullable: true, description: 'The data it was taught with; null for a baseline.' }) // prettier-ignore
  data!: ModelDataWindow | null;
  @Field(() => String, { nullable: true, description: 'Hex SHA-256 of its model.onnx; null for a baseline.' })
  sha256!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was first found in this installation; what it is never changed since.' }) // prettier-ignore
  registeredAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Its card, in Markdown: what it is good for and what not.' }) // prettier-ignore
  card!: string | null;
  @Field(() => [ModelMetric], { description: 'Measured when it was made.' }) metrics!: ModelMetric[];
}

export function toModel({ metrics, ...report }: ModelOfTenant): Model {
  return { ...report, metrics: Object.entries(metrics).map(([name, value]) => ({ name, value })) };
}
