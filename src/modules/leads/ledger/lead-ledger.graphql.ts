import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { LeadScoreEntity } from '../../../models/lead/lead-score.entity.js';
import type { LeadGrade } from '../../../models/prediction/scores.js';
import { LeadGradeName } from '../../inference/grade.graphql.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { LeadReason } from '../leads.graphql.js';
import { logOddsOf } from './score-changes.js';

@ObjectType({
  description: 'One entry of the ledger of a score: what moved it, and what it was then. The changes of all entries up to one add up to its `logOdds`, to the millionth.', // prettier-ignore
})
export class LeadScoreEntry {
  @Field(() => Int, { description: 'Its place in the ledger, from 1.' }) number!: number;
  @Field(() => InstantScalar, { description: 'When it was scored.' }) at!: Date;
  @Field(() => Float, { description: 'P(sale within 90 days), 0 to 1.' }) probability!: number;
  @Field(() => LeadGradeName, { description: 'The probability in four steps.' }) grade!: LeadGrade;
  @Field(() => Float, { description: 'The score in log-odds, in whole millionths.' }) logOdds!: number;
  @Field(() => [LeadReason], {
    description: 'What moved it since the entry before, strongest first, each in whole millionths of log-odds; of the first entry all it is made of, `base` among it.', // prettier-ignore
  })
  changes!: readonly LeadReason[];
  @Field(() => String, { description: 'The model that answered.' }) modelName!: string;
  @Field(() => String, { description: 'Its version, or the name of the baseline.' }) modelVersion!: string;
  @Field(() => String, { nullable: true, description: 'Why a baseline answered; null when the model did.' })
  fallback!: string | null;
}

/** A page of a ledger. */
export const LeadScoreEntryConnection = connectionOf(LeadScoreEntry, 'LeadScoreEntry');

export function toScoreEntry(entry: LeadScoreEntity): LeadScoreEntry {
  const { number, scoredAt: at, probability, grade, modelName, modelVersion, modelFallback: fallback } = entry; // prettier-ignore
  const changes = entry.changes.map(({ feature, sentence, micros }) => ({ feature, sentence, logOdds: logOddsOf(micros) })); // prettier-ignore
  return { number, at, probability, grade, logOdds: logOddsOf(entry.micros), changes, modelName, modelVersion, fallback }; // prettier-ignore
}
