import { Field, Float, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { driftStates, type DriftState, type DriftThresholds } from '../../models/prediction/drift.js';
import type { ModelAlertRecord } from '../../models/prediction/model-alert.entity.js';
import type { ModelDriftEntity } from '../../models/prediction/model-drift.entity.js';
import { ModelNameEnum, toNameEnum } from '../inference/inference.graphql.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { InstantScalar } from '../platform/graphql/scalars.js';

/** States as an enum object for GraphQL. */
export const DriftStateEnum = enumOf(driftStates);
registerEnumType(DriftStateEnum, {
  name: 'DriftState',
  description: 'How something stands beside its reference.',
  valuesMap: described<DriftState>({
    NOT_ENOUGH: 'Too little was seen to say.',
    STABLE: 'It moved no more than chance does, or too little to matter.',
    WATCH: 'It moved, beyond chance.',
    DRIFTED: 'It moved so far that the model’s word is in doubt; an alert is raised.',
  }),
});

@ObjectType('DriftWindow', { description: 'Whole days in UTC, and what was scored on them.' })
export class DriftWindowType {
  @Field(() => String, { description: 'The first day: `2026-11-01`.' }) from!: string;
  @Field(() => String, { description: 'The last day.' }) until!: string;
  @Field(() => Int, { description: 'Rows scored on them: leads, or a sample of offers.' }) rows!: number;
}

@ObjectType('DriftFigure', { description: 'One thing a model is given, or what it says, beside its first weeks.' }) // prettier-ignore
export class DriftFigureType {
  @Field(() => String, { description: 'Its name: `vehicleViews14d`; `score` for what the model says.' }) name!: string; // prettier-ignore
  @Field(() => DriftStateEnum, { description: 'How it stands.' }) state!: DriftState;
  @Field(() => String, { description: 'The same in words, with the figures.' }) sentence!: string;
  @Field(() => Float, { nullable: true, description: 'Population stability index: 0 where both weeks are alike; null where too little was seen.' }) // prettier-ignore
  psi!: number | null;
  @Field(() => Float, { nullable: true, description: 'What the index stays below by chance alone; null with `psi`.' }) // prettier-ignore
  byChance!: number | null;
  @Field(() => Float, { nullable: true, description: 'Mean in the reference; null of words, and where none is known.' }) // prettier-ignore
  before!: number | null;
  @Field(() => Float, { nullable: true, description: 'Mean of lately.' }) now!: number | null;
  @Field(() => String, { nullable: true, description: 'The day from which the difference is clearest: `2026-11-15`; null where it is stable.' }) // prettier-ignore
  since!: string | null;
}

@ObjectType({ description: 'What came about beside what a model foretold.' })
export class ModelCalibration {
  @Field(() => DriftStateEnum, { description: 'How it stands.' }) state!: DriftState;
  @Field(() => String, { description: 'The same in words, with the figures.' }) sentence!: string;
  @Field(() => DriftWindowType, { nullable: true, description: 'The newest days of which nearly all is settled; null while there are none.' }) // prettier-ignore
  window!: DriftWindowType | null;
  @Field(() => Int, { description: 'How often it came about: sales of leads, clicks of offers seen.' }) came!: number; // prettier-ignore
  @Field(() => Float, { description: 'How often it was foretold of the same.' }) foretold!: number;
  @Field(() => Float, { nullable: true, description: '`came` by `foretold`; null where too little came.' })
  ratio!: number | null;
  @Field(() => Float, { nullable: true, description: 'The ratio is at least this, 999 times of 1,000.' })
  low!: number | null;
  @Field(() => Float, { nullable: true, description: 'The ratio is at most this, 999 times of 1,000.' })
  high!: number | null;
  @Field(() => Float, { nullable: true, description: 'Expected calibration error over ten groups by score, 0 to 1; null with `ratio`.' }) // prettier-ignore
  error!: number | null;
}

@ObjectType('DriftThresholds', { description: 'From when drift is watched and alerted of.' })
export class DriftThresholdsType {
  @Field(() => Float, { description: 'Population stability index from which something is watched; usually 0.1.' }) // prettier-ignore
  watch!: number;
  @Field(() => Float, { description: 'Index from which it has drifted; usually 0.25.' }) drifted!: number;
  @Field(() => Float, { description: 'How far what came about may lie from what was foretold, as a share of that; usually 0.2.' }) // prettier-ignore
  calibration!: number;
}

@InputType({ description: 'From when drift is to be watched and alerted of. Each 0.01 to 10.' })
export class DriftThresholdsInput {
  @Field(() => Float, { description: 'Population stability index from which something is watched; below `drifted`.' }) // prettier-ignore
  watch!: number;
  @Field(() => Float, { description: 'Index from which it has drifted.' }) drifted!: number;
  @Field(() => Float, { description: 'How far what came about may lie from what was foretold, as a share of that.' }) // prettier-ignore
  calibration!: number;
}

@ObjectType({ description: 'How the version that answers stands beside its first weeks.' })
export class ModelDrift {
  @Field(() => ModelNameEnum, { description: 'The model.' }) model!: string;
  @Field(() => String, { description: 'The version that answers.' }) version!: string;
  @Field(() => DriftStateEnum, { description: 'The worst of all that is watched.' }) state!: DriftState;
  @Field(() => String, { description: 'The same in words.' }) sentence!: string;
  @Field(() => InstantScalar, { description: 'When it was looked at; days are counted when they are over.' }) // prettier-ignore
  judgedAt!: Date;
  @Field(() => DriftWindowType, { nullable: true, description: 'The first weeks it answered; null while they do not suffice.' }) // prettier-ignore
  reference!: DriftWindowType | null;
  @Field(() => DriftWindowType, { nullable: true, description: 'The last weeks, which are held against them; null while they do not suffice.' }) // prettier-ignore
  recent!: DriftWindowType | null;
  @Field(() => [DriftFigureType], { description: 'What it is given, worst first.' })
  inputs!: readonly DriftFigureType[];
  @Field(() => DriftFigureType, { description: 'What it says.' }) score!: DriftFigureType;
  @Field(() => ModelCalibration, { description: 'Whether what it foretells comes about.' })
  calibration!: ModelCalibration;
  @Field(() => DriftThresholdsType, { description: 'By what the next look will judge.' })
  thresholds!: DriftThresholdsType;
}

@ObjectType({ description: 'A model drifted: raised once, closed once.' })
export class ModelAlert {
  @Field(() => String, { description: 'Its id.' }) id!: string;
  @Field(() => ModelNameEnum, { description: 'The model.' }) model!: string;
  @Field(() => String, { description: 'The version that answered.' }) version!: string;
  @Field(() => String, { description: 'What drifted: the name of an input, `score` or `calibration`.' }) subject!: string; // prettier-ignore
  @Field(() => String, { description: 'In words, as it was when it was raised.' }) sentence!: string;
  @Field(() => Float, { description: 'By how much: the population stability index; of `calibration` the ratio of what came to what was foretold.' }) // prettier-ignore
  amount!: number;
  @Field(() => String, { nullable: true, description: 'The day from which it was clearest: `2026-11-15`; null of `calibration`.' }) // prettier-ignore
  since!: string | null;
  @Field(() => InstantScalar, { description: 'When it was raised.' }) openedAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was closed; null while it is open.' })
  closedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was closed, in words.' }) closing!: string | null; // prettier-ignore
}

/** A page of alerts. */
export const ModelAlertConnection = connectionOf(ModelAlert, 'ModelAlert');

export function toDrift({ model, version, judgedAt, report }: ModelDriftEntity, thresholds: DriftThresholds): ModelDrift {
  return { ...report, model: toNameEnum(model), version, judgedAt, thresholds };
} // prettier-ignore

export function toAlert({ model, ...alert }: ModelAlertRecord): ModelAlert {
  return { ...alert, model: toNameEnum(model) };
}
