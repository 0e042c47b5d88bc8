import { registerEnumType } from '@nestjs/graphql';
import {
  bodyStyles,
  conditions,
  fuelTypes,
  type BodyStyle,
  type Condition,
  type FuelType,
} from '../../models/vehicle/vehicle-facts.js';
import { described, enumOf } from '../platform/graphql/enums.js';

/**
 * Shape of a car, for GraphQL. What more than one room speaks of is registered once, in the lowest of them: GraphQL
 * refuses two enums of one name. Use as `@Field(() => BodyStyleEnum) bodyStyle!: BodyStyle`.
 */
export const BodyStyleEnum = enumOf(bodyStyles);
registerEnumType(BodyStyleEnum, {
  name: 'BodyStyle',
  description: 'Shape of a car.',
  valuesMap: described<BodyStyle>({
    SUV: 'Sport utility vehicle or crossover.',
    SEDAN: 'Saloon.',
    HATCHBACK: 'Hatchback.',
    ESTATE: 'Estate or station wagon.',
    PICKUP: 'Pickup truck.',
    VAN: 'Van or minivan.',
    COUPE: 'Coupé.',
    CONVERTIBLE: 'Convertible or roadster.',
    OTHER: 'None of these.',
  }),
});

/** What a car runs on, for GraphQL. */
export const FuelTypeEnum = enumOf(fuelTypes);
registerEnumType(FuelTypeEnum, {
  name: 'FuelType',
  description: 'What a car runs on.',
  valuesMap: described<FuelType>({
    PETROL: 'Petrol (gasoline), ethanol blends included.',
    DIESEL: 'Diesel.',
    HYBRID: 'Petrol or diesel with an electric motor; cannot be plugged in.',
    PLUGIN_HYBRID: 'Hybrid that can be plugged in.',
    ELECTRIC: 'Battery electric.',
    OTHER: 'Gas, hydrogen and the rest.',
  }),
});

/** Whether a car had an owner before, for GraphQL. */
export const ConditionEnum = enumOf(conditions);
registerEnumType(ConditionEnum, {
  name: 'Condition',
  description: 'Whether a car had an owner before.',
  valuesMap: described<Condition>({
    NEW: 'Never registered.',
    USED: 'Had an owner.',
    CERTIFIED: 'Had an owner, inspected and warranted by the maker.',
  }),
});
