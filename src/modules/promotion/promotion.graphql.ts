import { createUnionType, Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ModelMoveRecord } from '../../models/prediction/model-move.entity.js';
import { modelGates, modelMoveKinds, speaksFor, type ModelEvidence, type ModelGate, type ModelMoveKind } from '../../models/prediction/model-standing.js'; // prettier-ignore
import { Model, ModelNameEnum, toNameEnum } from '../inference/inference.graphql.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { InstantScalar } from '../platform/graphql/scalars.js';

/** Gates as an enum object for GraphQL. */
export const ModelGateEnum = enumOf(modelGates);
registerEnumType(ModelGateEnum, {
  name: 'ModelGate',
  description: 'What a version has to show before it is promoted.',
  valuesMap: described<ModelGate>({
    SUPPORT: 'Enough rows that both versions scored and neither was taught with; without it nothing else is looked at.', // prettier-ignore
    LOG_LOSS: 'Its probabilities are better than the champion’s, beyond chance.',
    RANKING: 'Its AUC is not below the champion’s by more than 0.01, with all of its interval.',
    CALIBRATION: 'What it says happens about as often as it says.',
    POLICY: 'What it would have shown earned as much, by the log of what was shown.',
  }),
});

/** Moves as an enum object for GraphQL. */
export const ModelMoveKindEnum = enumOf(modelMoveKinds);
registerEnumType(ModelMoveKindEnum, {
  name: 'ModelMoveKind',
  description: 'What was done with a version.',
  valuesMap: described<ModelMoveKind>({
    FOUNDED: 'It became the first champion, as there was none.',
    PROMOTED: 'It was made champion; the one before is a candidate again.',
    ROLLED_BACK: 'It was champion, and the one before came back.',
    SHADOWED: 'It scores live traffic beside the champion.',
    RETIRED: 'It was taken out.',
    REINSTATED: 'It was retired or shadowed, and is a candidate again.',
  }),
});

@ObjectType({ description: 'One thing that evidence was asked, as it was answered.' })
export class ModelGateResult {
  @Field(() => ModelGateEnum, { description: 'What was asked.' }) gate!: ModelGate;
  @Field(() => Boolean, { description: 'Whether it holds.' }) holds!: boolean;
  @Field(() => String, { description: 'The answer in words, with the figures.' }) sentence!: string;
  @Field(() => Float, { nullable: true, description: 'What was measured of the champion; null where nothing was.' }) // prettier-ignore
  champion!: number | null;
  @Field(() => Float, { nullable: true, description: 'The same of the other version.' })
  challenger!: number | null;
}

@ObjectType('ModelEvidence', {
  description: 'What speaks for a version and against it, on rows that it and the champion both scored.',
})
export class ModelEvidenceType {
  @Field(() => String, { description: 'The champion it was held against.' }) champion!: string;
  @Field(() => Boolean, { description: 'All gates hold: it may be promoted without force.' })
  speaksForIt!: boolean;
  @Field(() => Int, { description: 'Rows that both scored and that count.' }) rows!: number;
  @Field(() => Int, { description: 'Rows on which what is foretold came about.' }) positives!: number;
  @Field(() => Float, { nullable: true, description: 'How many logged choices the policy estimate is worth; null where there is none.' }) // prettier-ignore
  effectiveSize!: number | null;
  @Field(() => [ModelGateResult], { description: 'What was asked, and what was answered.' })
  gates!: readonly ModelGateResult[];
}

@ObjectType({ description: 'Nothing was changed: the version does not run.' })
export class ModelCannotRun {
  @Field(() => String, { description: 'What was expected of its folder and what was found.' }) fault!: string;
}

@ObjectType({ description: 'The version that answers now.' })
export class ModelChampion {
  @Field(() => Model, { description: 'The champion.' }) model!: Model;
  @Field(() => ModelEvidenceType, { nullable: true, description: 'What was looked at; null where there was nothing to hold it against, and after a roll back.' }) // prettier-ignore
  evidence!: ModelEvidenceType | null;
}

@ObjectType({ description: 'A version that scores live offers beside the champion.' })
export class ModelShadow {
  @Field(() => Model, { description: 'The version.' }) model!: Model;
}

@ObjectType({ description: 'Nothing was changed: the evidence does not speak for the version.' })
export class ModelPromotionRefused {
  @Field(() => [String], { description: 'Why not, a sentence a gate that does not hold.' })
  reasons!: string[];
  @Field(() => ModelEvidenceType, { description: 'All that was looked at.' }) evidence!: ModelEvidenceType;
}

@ObjectType({ description: 'Nothing was changed: no version was champion before this one.' })
export class NothingToRollBackTo {
  @Field(() => String, { description: 'What that means, in words.' }) message!: string;
}

@ObjectType({ description: 'Something that was done with a version: an entry of the audit trail.' })
export class ModelMove {
  @Field(() => ModelNameEnum, { description: 'The model.' }) model!: string;
  @Field(() => ModelMoveKindEnum, { description: 'What was done.' }) kind!: ModelMoveKind;
  @Field(() => String, { description: 'The version it was done with.' }) version!: string;
  @Field(() => String, { nullable: true, description: 'Of PROMOTED the champion before, of ROLLED_BACK the one that came back, of SHADOWED the shadow before; else null.' }) // prettier-ignore
  otherVersion!: string | null;
  @Field(() => Boolean, { description: 'It was promoted although the evidence did not speak for it.' })
  isForced!: boolean;
  @Field(() => String, { nullable: true, description: 'Why, as whoever did it said.' }) reason!:
    string | null;
  @Field(() => String, { nullable: true, description: 'Public id of the API key it was done with; null: the house itself.' }) // prettier-ignore
  movedBy!: string | null;
  @Field(() => InstantScalar, { description: 'When.' }) movedAt!: Date;
  @Field(() => ModelEvidenceType, { nullable: true, description: 'What was looked at then.' })
  evidence!: ModelEvidenceType | null;
}

/** A page of the audit trail. */
export const ModelMoveConnection = connectionOf(ModelMove, 'ModelMove');

export const ModelPromotion = createUnionType({
  name: 'ModelPromotion',
  description: 'What came of promoting a version.',
  types: () => [ModelChampion, ModelPromotionRefused, ModelCannotRun] as const,
});

export const ModelRollBack = createUnionType({
  name: 'ModelRollBack',
  description: 'What came of rolling a version back.',
  types: () => [ModelChampion, NothingToRollBackTo, ModelCannotRun] as const,
});

export const ModelShadowing = createUnionType({
  name: 'ModelShadowing',
  description: 'What came of having a version shadow.',
  types: () => [ModelShadow, ModelCannotRun] as const,
});

export const ModelEvidenceOutcome = createUnionType({
  name: 'ModelEvidenceOutcome',
  description: 'The evidence for a version, or why there can be none.',
  types: () => [ModelEvidenceType, ModelCannotRun] as const,
});

export function toEvidence(evidence: ModelEvidence): ModelEvidenceType {
  return Object.assign(new ModelEvidenceType(), evidence, { speaksForIt: speaksFor(evidence) });
}

export function toRefused(evidence: ModelEvidence): ModelPromotionRefused {
  const reasons = evidence.gates.filter(({ holds }) => !holds).map(({ sentence }) => sentence);
  return Object.assign(new ModelPromotionRefused(), { reasons, evidence: toEvidence(evidence) });
}

export function toCannotRun(fault: string): ModelCannotRun {
  return Object.assign(new ModelCannotRun(), { fault });
}

export function toChampion(model: Model, evidence: ModelEvidence | null): ModelChampion {
  return Object.assign(new ModelChampion(), { model, evidence: evidence && toEvidence(evidence) });
}

export function toShadow(model: Model): ModelShadow {
  return Object.assign(new ModelShadow(), { model });
}

export function toNothingToRollBackTo(): NothingToRollBackTo {
  const message = 'No version was promoted over another, so none can come back; promote the one you want.';
  return Object.assign(new NothingToRollBackTo(), { message });
}

export function toMove({ model, evidence, ...move }: ModelMoveRecord): ModelMove {
  return { ...move, model: toNameEnum(model), evidence: evidence && toEvidence(evidence) };
}
