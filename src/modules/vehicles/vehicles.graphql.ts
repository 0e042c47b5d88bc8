import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { StockState } from '../../models/vehicle/stock-unit.entity.js';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';
import { titleOf, type VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import type { Drive, Transmission, VehicleTrimEntity } from '../../models/vehicle/vehicle-trim.entity.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { Money } from '../platform/graphql/money.graphql.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { Dealer, toDealer } from './dealers.graphql.js';
import { BodyStyleEnum, ConditionEnum, FuelTypeEnum } from './vehicle-enums.graphql.js';

/** Where a car stands on its way to a buyer, for GraphQL. */
export const StockStateEnum: Record<StockState, StockState> = { IN_TRANSIT: 'IN_TRANSIT', AVAILABLE: 'AVAILABLE', RESERVED: 'RESERVED', SOLD: 'SOLD' }; // prettier-ignore
registerEnumType(StockStateEnum, {
  name: 'StockState',
  description: 'Where a car stands on its way to a buyer.',
  valuesMap: {
    IN_TRANSIT: { description: 'On its way to the dealer; not offered yet.' },
    AVAILABLE: { description: 'Can be bought, and is offered.' },
    RESERVED: { description: 'Kept for someone; not offered.' },
    SOLD: { description: 'Gone.' },
  },
});

/** Gearbox, for GraphQL. */
export const TransmissionEnum: Record<Transmission, Transmission> = { AUTOMATIC: 'AUTOMATIC', MANUAL: 'MANUAL', SEMI_AUTOMATIC: 'SEMI_AUTOMATIC' }; // prettier-ignore
registerEnumType(TransmissionEnum, {
  name: 'Transmission',
  description: 'Gearbox.',
  valuesMap: {
    AUTOMATIC: { description: 'Shifts by itself.' },
    MANUAL: { description: 'Shifted by hand, with a clutch pedal.' },
    SEMI_AUTOMATIC: { description: 'Shifted by hand, without a clutch pedal.' },
  },
});

/** Driven wheels, for GraphQL. */
export const DriveEnum: Record<Drive, Drive> = { FWD: 'FWD', RWD: 'RWD', AWD: 'AWD', FOUR_WD: 'FOUR_WD', TWO_WD: 'TWO_WD' }; // prettier-ignore
registerEnumType(DriveEnum, {
  name: 'Drive',
  description: 'Driven wheels.',
  valuesMap: {
    FWD: { description: 'Front wheels.' },
    RWD: { description: 'Rear wheels.' },
    AWD: { description: 'All wheels, always or as needed.' },
    FOUR_WD: { description: 'All wheels, switched by the driver.' },
    TWO_WD: { description: 'Two wheels; the source does not say which.' },
  },
});

@ObjectType({ description: "One car of the tenant's stock." })
export class Vehicle {
  @Field(() => ID, { description: 'Unique id; the same after every import of the same stock number.' })
  id!: string;
  @Field(() => String, { description: 'Year, make, model and trim: `2022 Toyota RAV4 Hybrid AWD`.' })
  title!: string;
  @Field(() => String, { description: "The dealer's own number for it, unique in the tenant." })
  stockNumber!: string;
  @Field(() => String, { nullable: true, description: 'Vehicle identification number, where known.' })
  vin!: string | null;
  @Field(() => String, { description: 'Make: `Toyota`.' }) make!: string;
  @Field(() => String, { description: 'Model family: `RAV4`.' }) model!: string;
  @Field(() => String, { nullable: true, description: 'Trim: `Hybrid AWD`; null when unknown.' })
  trim!: string | null;
  @Field(() => Int, { description: 'Model year.' }) modelYear!: number;
  @Field(() => BodyStyleEnum, { description: 'Shape; `OTHER` when unknown.' }) bodyStyle!: BodyStyle;
  @Field(() => FuelTypeEnum, { description: 'What it runs on; `OTHER` when unknown.' }) fuelType!: FuelType;
  @Field(() => ConditionEnum, { description: 'Whether it had an owner before.' }) condition!: Condition;
  @Field(() => Money, { description: 'Asking price.' }) price!: Money;
  @Field(() => Int, { description: 'Kilometres driven.' }) mileageKm!: number;
  @Field(() => TransmissionEnum, { nullable: true, description: 'Gearbox; null when unknown.' })
  transmission!: Transmission | null;
  @Field(() => String, { nullable: true, description: 'Colour outside; null when unknown.' })
  colour!: string | null;
  @Field(() => String, { nullable: true, description: 'Address of its picture; null when there is none.' })
  imageUrl!: string | null;
  @Field(() => StockStateEnum, { description: 'Whether it can be bought.' }) state!: StockState;
  @Field(() => Dealer, { description: 'Where it stands.' }) dealer!: Dealer;
  @Field(() => InstantScalar, { description: 'When it first came into the stock.' }) firstSeenAt!: Date;
  @Field(() => InstantScalar, { description: 'When anything about it last changed.' }) updatedAt!: Date;
}

@ObjectType({ description: 'One trim of one model year in the reference catalogue: what was built.' })
export class CatalogueTrim {
  @Field(() => ID, { description: 'Unique id, the same in every installation.' }) id!: string;
  @Field(() => String, { description: 'Make: `Toyota`.' }) make!: string;
  @Field(() => String, { description: 'Model family: `RAV4`.' }) model!: string;
  @Field(() => String, { nullable: true, description: 'What the name says beyond the family.' })
  trim!: string | null;
  @Field(() => Int, { description: 'Model year.' }) modelYear!: number;
  @Field(() => BodyStyleEnum, { description: 'Shape.' }) bodyStyle!: BodyStyle;
  @Field(() => FuelTypeEnum, { description: 'What it runs on.' }) fuelType!: FuelType;
  @Field(() => DriveEnum, { nullable: true, description: 'Driven wheels.' }) drive!: Drive | null;
  @Field(() => TransmissionEnum, { nullable: true, description: 'Gearbox.' })
  transmission!: Transmission | null;
  @Field(() => Int, { nullable: true, description: 'Cylinders; null for electric cars.' })
  cylinders!: number | null;
  @Field(() => Float, { nullable: true, description: 'Displacement in litres; null for electric cars.' })
  displacementLitres!: number | null;
  @Field(() => Int, { nullable: true, description: 'Miles per US gallon (or MPGe), city and highway.' })
  combinedMpg!: number | null;
  @Field(() => Int, { nullable: true, description: 'Kilometres on electricity alone.' })
  electricRangeKm!: number | null;
}

/** A page of catalogue trims. */
export const CatalogueTrimConnection = connectionOf(CatalogueTrim, 'CatalogueTrim');

@ObjectType({ description: 'A make and the model families it has in the catalogue.' })
export class CatalogueMake {
  @Field(() => String, { description: 'Make: `Toyota`.' }) make!: string;
  @Field(() => [String], { description: 'Its model families, in alphabetical order.' }) models!: string[];
  @Field(() => Int, { description: 'How many trims and model years the catalogue has of it.' })
  trimCount!: number;
}

@InputType({ description: 'Which trims of the catalogue to list; what is left out means any.' })
export class CatalogueFilter {
  @Field(() => String, { nullable: true, description: 'Make, in any spelling.' }) make?: string | null;
  @Field(() => String, { nullable: true, description: 'Model family.' }) model?: string | null;
  @Field(() => Int, { nullable: true, description: 'Model year.' }) modelYear?: number | null;
  @Field(() => BodyStyleEnum, { nullable: true, description: 'Shape.' }) bodyStyle?: BodyStyle | null;
  @Field(() => FuelTypeEnum, { nullable: true, description: 'Fuel.' }) fuelType?: FuelType | null;
}

const shown = new WeakMap<VehicleInStock, Vehicle>();

/** Kept as long as the car is in memory: offers show the same cars again and again. */
export function toVehicle(vehicle: VehicleInStock): Vehicle {
  let known = shown.get(vehicle);
  if (!known) shown.set(vehicle, (known = asShown(vehicle)));
  return known;
}

function asShown(vehicle: VehicleInStock): Vehicle {
  const { trim, priceText, currency, dealer, firstSeenAt, updatedAt } = vehicle;
  return {
    ...vehicle,
    title: titleOf(vehicle),
    trim: trim || null,
    price: { amount: priceText, currency },
    dealer: toDealer(dealer),
    firstSeenAt: new Date(firstSeenAt),
    updatedAt: new Date(updatedAt),
  };
}

export function toCatalogueTrim(entity: VehicleTrimEntity): CatalogueTrim {
  const { id, make, model, modelYear, bodyStyle, fuelType, drive, transmission } = entity;
  const { cylinders, displacementLitres, combinedMpg, electricRangeKm } = entity;
  return {
    ...{ id, make, model, modelYear, bodyStyle, fuelType, drive, transmission },
    ...{ cylinders, displacementLitres, combinedMpg, electricRangeKm },
    trim: entity.trim || null,
  };
}
