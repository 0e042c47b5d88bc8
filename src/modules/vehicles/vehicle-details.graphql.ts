import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { described, enumOf } from '../platform/graphql/enums.js';
import { Money } from '../platform/graphql/money.graphql.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import {
  substituteReasons,
  type Substitute,
  type SubstituteReasonKind,
} from './substitutes/substitutes-for.js';
import { toVehicle, Vehicle } from './vehicles.graphql.js';

const SubstituteReasonEnum = enumOf(substituteReasons);
registerEnumType(SubstituteReasonEnum, {
  name: 'SubstituteReason',
  description: 'What speaks for a car in the place of another.',
  valuesMap: described<SubstituteReasonKind>({
    SAME_TRIM: 'The same trim of the same model.',
    SAME_MODEL: 'The same model.',
    SAME_BODY_STYLE: 'Another model of the same shape, at a price like it.',
    SAME_YEAR: 'The same model year.',
    CHEAPER: 'More than 5 % cheaper.',
    SIMILAR_PRICE: 'Within 5 % of its price.',
    SAME_DEALER: 'Stands at the same dealer.',
    NEARBY: 'Stands at another dealer, within 50 km of its.',
  }),
});

@ObjectType({ description: 'A price a car has or had.' })
export class VehiclePrice {
  @Field(() => Money, { description: 'What was asked.' }) price!: Money;
  @Field(() => InstantScalar, { description: 'From when.' }) from!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'Until when; null for the price it has.' })
  until!: Date | null;
}

@ObjectType({ description: 'A car that may stand in for another.' })
export class VehicleSubstitute {
  @Field(() => Vehicle, { description: 'The car; on offer now.' }) vehicle!: Vehicle;
  @Field(() => [SubstituteReasonEnum], { description: 'What speaks for it.' })
  reasons!: readonly SubstituteReasonKind[];
  @Field(() => Float, {
    nullable: true,
    description: 'Kilometres between the dealers of the two; null where one has no place on the map.',
  })
  distanceKm!: number | null;
}

export function toSubstitute({ unit, reasons, distanceKm }: Substitute): VehicleSubstitute {
  return { vehicle: toVehicle(unit), reasons, distanceKm };
}
