import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Retraining as RetrainingRecord } from '../../models/prediction/retraining.entity.js';
import { retrainingCadences, retrainingStates, retrainingSteps, type RetrainingCadence, type RetrainingState, type RetrainingStep } from '../../models/prediction/retraining.js'; // prettier-ignore
import { ModelMetric, ModelNameEnum, toNameEnum } from '../inference/inference.graphql.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { ModelEvidenceType, toEvidence } from '../promotion/promotion.graphql.js';
import type { RetrainingPlan } from './retraining.service.js';

/** Cadences as an enum object for GraphQL. */
export const RetrainingCadenceEnum = enumOf(retrainingCadences);
registerEnumType(RetrainingCadenceEnum, {
  name: 'RetrainingCadence',
  description: 'How often a model is taught anew by itself.',
  valuesMap: described<RetrainingCadence>({
    WEEKLY: 'Mondays at 02:00 UTC.',
    MONTHLY: 'The first of the month at 02:00 UTC.',
  }),
});

/** States as an enum object for GraphQL. */
export const RetrainingStateEnum = enumOf(retrainingStates);
registerEnumType(RetrainingStateEnum, {
  name: 'RetrainingState',
  description: 'How far a retraining has come.',
  valuesMap: described<RetrainingState>({
    QUEUED: 'It waits for a worker; one trains at a time.',
    RUNNING: 'A worker is at it; see `step`.',
    DONE: 'There is a new version.',
    NOTHING_NEW: 'Too few leads were settled since the last version.',
    NOT_POSSIBLE: 'Something is missing or was refused; see `message`.',
    FAILED: 'It broke off; see `message`.',
  }),
});

/** Steps as an enum object for GraphQL. */
export const RetrainingStepEnum = enumOf(retrainingSteps);
registerEnumType(RetrainingStepEnum, {
  name: 'RetrainingStep',
  description: 'What a running retraining is at.',
  valuesMap: described<RetrainingStep>({
    EXPORTING: 'Settled leads are counted and written to a private file.',
    TRAINING: 'The training package learns of them.',
    INSTALLING: 'The version is put into the models folder.',
    WEIGHING: 'It is held against the champion.',
  }),
});

@ObjectType('Retraining', { description: 'One retraining of your model, and what came of it.' })
export class RetrainingType {
  @Field(() => ModelNameEnum, { description: 'The model.' }) model!: string;
  @Field(() => Int, { description: '1 is the first of this model.' }) number!: number;
  @Field(() => RetrainingStateEnum, { description: 'How far it has come.' }) state!: RetrainingState;
  @Field(() => RetrainingStepEnum, { nullable: true, description: 'What it is at; null unless it runs.' })
  step!: RetrainingStep | null;
  @Field(() => InstantScalar, { nullable: true, description: 'The moment of the schedule it is for; null where somebody asked for it.' }) // prettier-ignore
  dueAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why, as whoever asked said; null of the schedule.' })
  reason!: string | null;
  @Field(() => String, { nullable: true, description: 'Public id of the API key it was asked with; null: the schedule.' }) // prettier-ignore
  askedBy!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Settled leads there were; null before they were counted.',
  })
  leads!: number | null;
  @Field(() => Int, { nullable: true, description: 'How many more than the last version had; null before they were counted.' }) // prettier-ignore
  newLeads!: number | null;
  @Field(() => String, { nullable: true, description: 'The version it made, as `models` names it; null where it made none.' }) // prettier-ignore
  version!: string | null;
  @Field(() => [ModelMetric], { description: 'Measured on leads it was not taught with; empty without a version.' }) // prettier-ignore
  metrics!: ModelMetric[];
  @Field(() => ModelEvidenceType, { nullable: true, description: 'What spoke for the version when it was made; null where nothing could be looked at.' }) // prettier-ignore
  evidence!: ModelEvidenceType | null;
  @Field(() => Boolean, { description: 'The version was promoted, as every gate held and you had said it may be.' }) // prettier-ignore
  isPromoted!: boolean;
  @Field(() => String, { nullable: true, description: 'What came of it, in words; null before it ended.' })
  message!: string | null;
  @Field(() => Int, { description: 'How many workers took it up: more than one where one ended in the middle of it.' }) // prettier-ignore
  attempts!: number;
  @Field(() => InstantScalar, { description: 'When it was asked for.' }) queuedAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When a worker last took it up.' })
  startedAt!: Date | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it ended; null before.' })
  endedAt!: Date | null;
}

/** A page of retrainings. */
export const RetrainingConnection = connectionOf(RetrainingType, 'Retraining');

@ObjectType({ description: 'When a model is taught anew by itself, and what would come of it next.' })
export class RetrainingSetting {
  @Field(() => ModelNameEnum, { description: 'The model.' }) model!: string;
  @Field(() => Boolean, { description: 'It is taught anew by itself; false until you say so.' })
  isOn!: boolean;
  @Field(() => RetrainingCadenceEnum, { description: 'How often.' }) cadence!: RetrainingCadence;
  @Field(() => Int, { description: 'How many leads more than the last version had must be settled.' })
  leastNewLeads!: number;
  @Field(() => Boolean, { description: 'A version is promoted where every gate holds, never with force; false until you say so.' }) // prettier-ignore
  promoteOnEvidence!: boolean;
  @Field(() => String, { nullable: true, description: 'Public id of the API key it was set with; null where it never was.' }) // prettier-ignore
  setBy!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was set; null where it never was.' })
  setAt!: Date | null;
  @Field(() => Int, { description: 'Settled leads there are now.' }) leads!: number;
  @Field(() => Int, { description: 'How many more than the last version had.' }) newLeads!: number;
  @Field(() => InstantScalar, { nullable: true, description: 'When it is due next; null while it is off.' })
  nextAt!: Date | null;
  @Field(() => String, { description: 'What it would do then as things stand, in words.' })
  nextSentence!: string;
}

@InputType({ description: 'When a model is to be taught anew by itself.' })
export class RetrainingSettingInput {
  @Field(() => ModelNameEnum, { description: 'The model; LEAD_SCORE.' }) model!: string;
  @Field(() => Boolean, { description: 'Whether it is at all.' }) isOn!: boolean;
  @Field(() => RetrainingCadenceEnum, { defaultValue: 'WEEKLY', description: 'How often.' })
  cadence!: RetrainingCadence;
  @Field(() => Int, { defaultValue: 100, description: 'How many leads more than the last version had must be settled, 1 to 1,000,000.' }) // prettier-ignore
  leastNewLeads!: number;
  @Field(() => Boolean, { defaultValue: false, description: 'Promote a version where every gate holds; never with force.' }) // prettier-ignore
  promoteOnEvidence!: boolean;
}

/** What a setting is while nobody has set it. */
const unset = { cadence: 'WEEKLY', leastNewLeads: 100, promoteOnEvidence: false, setBy: null, setAt: null } as const; // prettier-ignore

export function toRetraining({ model, metrics, evidence, ...run }: RetrainingRecord): RetrainingType {
  return {
    ...run,
    model: toNameEnum(model),
    metrics: Object.entries(metrics ?? {}).map(([name, value]) => ({ name, value })),
    evidence: evidence && toEvidence(evidence),
  };
}

export function toSetting({ setting, model, ...plan }: RetrainingPlan): RetrainingSetting {
  return { ...unset, ...setting, ...plan, model: toNameEnum(model), isOn: plan.nextAt !== null };
}
