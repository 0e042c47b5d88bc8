import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { MileageUnit } from '../../models/mileage.js';
import type { OfferedCar, TradeInCondition } from '../../models/trade-in/trade-in.js';
import { storableText } from '../platform/storable.js';
import {
  toBand,
  TradeInBand,
  TradeInConditionEnum,
} from '../trade-in/valuation/trade-in-valuation.graphql.js';
import { MileageUnitEnum } from '../vehicles/mileage.graphql.js';

@InputType({ description: 'A car they would part with.' })
export class LeadTradeInInput {
  @Field(() => String, { description: 'Its make, in any spelling.' }) make!: string;
  @Field(() => String, { description: 'Its model.' }) model!: string;
  @Field(() => String, { nullable: true, description: 'Its trim, where they know.' }) trim?: string | null;
  @Field(() => Int, { description: 'Its model year.' }) modelYear!: number;
  @Field(() => Int, { nullable: true, description: 'How far it was driven, in whole units; needed for a valuation.' })
  mileage?: number | null;
  @Field(() => MileageUnitEnum, { nullable: true, description: 'What that is counted in; needed with it.' })
  mileageUnit?: MileageUnit | null;
  @Field(() => TradeInConditionEnum, { nullable: true, description: 'In what state it is; needed for a valuation.' })
  condition?: TradeInCondition | null;
  @Field(() => String, { nullable: true, description: 'Its VIN. Personal data: kept sealed.' }) vin?: string | null;
} // prettier-ignore

@ObjectType({ description: 'A car that a person offers to part with.' })
export class LeadTradeIn {
  @Field(() => String, { description: 'Its make, as they wrote it.' }) make!: string;
  @Field(() => String, { description: 'Its model, as they wrote it.' }) model!: string;
  @Field(() => String, { nullable: true, description: 'Its trim.' }) trim!: string | null;
  @Field(() => Int, { description: 'Its model year.' }) modelYear!: number;
  @Field(() => Int, { nullable: true, description: 'How far it was driven.' }) mileage!: number | null;
  @Field(() => MileageUnitEnum, { nullable: true, description: 'What that is counted in.' })
  mileageUnit!: MileageUnit | null;
  @Field(() => TradeInConditionEnum, { nullable: true, description: 'In what state it is, as they say.' })
  condition!: TradeInCondition | null;
  @Field(() => String, { nullable: true, description: 'Its VIN.' }) vin!: string | null;
  @Field(() => TradeInBand, {
    nullable: true,
    description: 'What it was worth by your tables when they offered it; null where none said.',
  })
  band!: TradeInBand | null;
} // prettier-ignore

/** A car out of GraphQL: trimmed, fit for the database, its VIN in the one way to write it. */
export function toOfferedCar(input: LeadTradeInInput): OfferedCar {
  const { modelYear, mileage = null, mileageUnit = null, condition = null } = input;
  const [trim, vin] = [text(input.trim), text(input.vin)];
  return {
    make: text(input.make),
    model: text(input.model),
    trim: trim === '' ? null : trim,
    modelYear,
    mileage,
    mileageUnit,
    condition,
    vin: vin === '' ? null : vin.replaceAll(/[\s-]/g, '').toUpperCase(),
  };
}

/** A car that was offered, for GraphQL. */
export function toLeadTradeIn({ band = null, ...car }: OfferedCar): LeadTradeIn {
  return { ...car, band: band && toBand(band) };
}

function text(value: string | null | undefined): string {
  return storableText((value ?? '').trim());
}
