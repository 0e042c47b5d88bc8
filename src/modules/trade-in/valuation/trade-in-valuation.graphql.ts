import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { MileageUnit } from '../../../models/mileage.js';
import { tradeInConditions, type TradeInBand as Band, type TradeInCar, type TradeInCondition } from '../../../models/trade-in/trade-in.js'; // prettier-ignore
import { described, enumOf } from '../../platform/graphql/enums.js';
import { Money } from '../../platform/graphql/money.graphql.js';
import { ViewerInput } from '../../profiles/viewer.graphql.js';
import { MileageUnitEnum } from '../../vehicles/mileage.graphql.js';
import { storableText } from '../../platform/storable.js';
import type { ValuedPerson } from './valuation-event.js';
import type { Valuation } from './trade-ins.service.js';

/** Conditions of a car, for GraphQL. */
export const TradeInConditionEnum = enumOf(tradeInConditions);
registerEnumType(TradeInConditionEnum, {
  name: 'TradeInCondition',
  description: 'In what state a car is that is traded in.',
  valuesMap: described<TradeInCondition>({
    EXCELLENT: 'As good as new.',
    GOOD: 'Small marks of use, nothing to be done.',
    FAIR: 'Marks that show, or something to be done.',
    POOR: 'Damaged, or much to be done.',
  }),
});

@InputType({ description: 'A car that somebody may trade in.' })
export class TradeInValuationInput {
  @Field(() => String, { description: 'Make, in any spelling: `VW`.' }) make!: string;
  @Field(() => String, { description: 'Model; case, spaces and signs make no difference.' }) model!: string;
  @Field(() => String, { nullable: true, description: 'Trim, where it is known.' }) trim?: string | null;
  @Field(() => Int, { description: 'Model year.' }) modelYear!: number;
  @Field(() => Int, { description: 'How far it was driven, in whole units.' }) mileage!: number;
  @Field(() => MileageUnitEnum, { description: 'What that is counted in.' }) mileageUnit!: MileageUnit;
  @Field(() => TradeInConditionEnum, { description: 'In what state it is.' }) condition!: TradeInCondition;
  @Field(() => String, { nullable: true, description: 'ISO 4217 currency, where there are tables of several. Left out: your own, where your tables say it in that, else any.' }) // prettier-ignore
  currency?: string | null;
  @Field(() => ViewerInput, { nullable: true, description: 'Whose car it is: noted as an event of theirs, `Trade-in Valued`, where a table says what it is worth.' }) // prettier-ignore
  viewer?: ViewerInput | null;
}

@ObjectType({ description: 'From what to what a car is worth that is traded in. An estimate, not an offer.' })
export class TradeInBand {
  @Field(() => Money, { description: 'What it is worth at least.' }) low!: Money;
  @Field(() => Money, { description: 'What it is worth at most.' }) high!: Money;
  @Field(() => ID, { description: 'The version of the table that says so.' }) tableId!: string;
}

@ObjectType({ description: 'Cars for which there are bands.' })
export class TradeInCoverage {
  @Field(() => String, { description: 'Their make.' }) make!: string;
  @Field(() => String, { nullable: true, description: 'Their model; null where all of the make are meant.' })
  model!: string | null;
  @Field(() => Int, { description: 'The first model year.' }) yearFrom!: number;
  @Field(() => Int, { description: 'The last model year.' }) yearTo!: number;
} // prettier-ignore

@ObjectType({ description: 'No table says what this car is worth.' })
export class NoValuation {
  @Field(() => [TradeInCoverage], {
    description: 'What there are bands for: years of the model, else models of the make, else makes. At most 200.',
  })
  coverage!: readonly TradeInCoverage[];
} // prettier-ignore

@ObjectType('TradeInProblem', { description: 'One thing wrong with a car that is to be valued.' })
export class TradeInProblemType {
  @Field(() => String, { description: 'Name of the field in the input: `modelYear`.' }) path!: string;
  @Field(() => String, { description: 'What is wrong.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'Such a car cannot be; everything that is wrong, at once.' })
export class InvalidTradeIn {
  @Field(() => [TradeInProblemType], { description: 'What is wrong and what to do.' })
  problems!: readonly TradeInProblemType[];
}

/** Outcome of `tradeInValuation`. */
export const TradeInValuation = createUnionType({
  name: 'TradeInValuation',
  description: 'What a car is worth, or why that cannot be said.',
  types: () => [TradeInBand, NoValuation, InvalidTradeIn] as const,
  resolveType: (value: object) =>
    'problems' in value ? InvalidTradeIn : 'coverage' in value ? NoValuation : TradeInBand,
});

/** A valuation, for GraphQL. */
export function toValuation(valuation: Valuation): TradeInBand | NoValuation | InvalidTradeIn {
  if ('problems' in valuation) return { problems: valuation.problems };
  return 'coverage' in valuation ? { coverage: valuation.coverage } : toBand(valuation.band);
}

/** A band, for GraphQL. */
export function toBand({ low, high, currency, tableId }: Band): TradeInBand {
  return { low: { amount: low, currency }, high: { amount: high, currency }, tableId };
}

/** A car out of GraphQL, trimmed; what is empty is not said. */
export function toTradeInCar({ make, model, trim, modelYear, mileage, mileageUnit, condition }: TradeInValuationInput): TradeInCar {
  return { make: make.trim(), model: model.trim(), trim: trim?.trim() ? trim.trim() : null, modelYear, mileage, mileageUnit, condition };
} // prettier-ignore

/** Whose car it is; nobody where no id is given. */
export function toValuedPerson({ viewer }: Pick<TradeInValuationInput, 'viewer'>): ValuedPerson {
  const idIn = (text: string | null | undefined) => storableText((text ?? '').trim()) || undefined;
  return { anonymousId: idIn(viewer?.anonymousId), userId: idIn(viewer?.userId) };
}

/** The currency asked for, as ISO 4217 writes it; null where none is said. An empty one is said, and wrong: a form may have lost it. */
export function toCurrency({ currency }: Pick<TradeInValuationInput, 'currency'>): string | null {
  return currency?.trim().toUpperCase() ?? null;
}
