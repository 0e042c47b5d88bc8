import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { StockState } from '../../models/vehicle/stock-unit.entity.js';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';
import type { Transmission } from '../../models/vehicle/vehicle-trim.entity.js';
import { PageInfo } from '../platform/graphql/connection.js';
import { DecimalScalar } from '../platform/graphql/scalars.js';
import { BodyStyleEnum, ConditionEnum, FuelTypeEnum } from '../vehicles/vehicle-enums.graphql.js';
import { StockStateEnum, TransmissionEnum, Vehicle } from '../vehicles/vehicles.graphql.js';
import type {
  Extent,
  FacetValue,
  Range,
  StockFacets,
  StockOrder,
  StockQuery,
} from '../vehicles/vehicles.service.js';
import { MonthlyPaymentFilter, VehiclePayment } from './monthly-payment.graphql.js';

/** Order of a list of cars, for GraphQL. */
export const VehicleOrderEnum: Record<StockOrder, StockOrder> = { PRICE_ASC: 'PRICE_ASC', PRICE_DESC: 'PRICE_DESC', NEWEST: 'NEWEST', MILEAGE_ASC: 'MILEAGE_ASC', YEAR_DESC: 'YEAR_DESC', NEAREST: 'NEAREST' }; // prettier-ignore
registerEnumType(VehicleOrderEnum, {
  name: 'VehicleOrder',
  description: 'Order of a list of cars.',
  valuesMap: {
    PRICE_ASC: { description: 'Cheapest first.' },
    PRICE_DESC: { description: 'Dearest first.' },
    NEWEST: { description: 'Latest into the stock first.' },
    MILEAGE_ASC: { description: 'Least driven first.' },
    YEAR_DESC: { description: 'Latest model year first.' },
    NEAREST: { description: 'Nearest to `filter.near` first; last, cars of which nobody knows the place.' },
  },
});

@InputType({ description: 'A point on earth, and how far from it.' })
export class ShopperPlaceInput {
  @Field(() => Float, { description: 'Degrees north, WGS 84.' }) latitude!: number;
  @Field(() => Float, { description: 'Degrees east, WGS 84.' }) longitude!: number;
  @Field(() => Float, { nullable: true, description: 'Only cars within so many kilometres; any when left out, and distances are told all the same.' }) // prettier-ignore
  withinKm?: number | null;
}

@InputType({
  description: 'Which cars to list. Each list means "any of"; what is left out means any at all.',
})
export class VehicleFilter {
  @Field(() => String, { nullable: true, description: 'Words as a shopper types them, each the beginning of a word of the car, its colour or its dealer: `rav4 hyb london`. Or a stock number or VIN.' }) // prettier-ignore
  text?: string | null;
  @Field(() => [String], { nullable: true, description: 'Makes, in any spelling: `VW` finds Volkswagen.' })
  make?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Model families, in upper or lower case.' })
  model?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Trims, in upper or lower case.' })
  trim?: string[] | null;
  @Field(() => [BodyStyleEnum], { nullable: true, description: 'Shapes.' }) bodyStyle?: BodyStyle[] | null;
  @Field(() => [FuelTypeEnum], { nullable: true, description: 'Fuels.' }) fuelType?: FuelType[] | null;
  @Field(() => [ConditionEnum], { nullable: true, description: 'Conditions.' })
  condition?: Condition[] | null;
  @Field(() => [TransmissionEnum], { nullable: true, description: 'Gearboxes.' })
  transmission?: Transmission[] | null;
  @Field(() => [String], { nullable: true, description: 'Colours outside, in upper or lower case.' })
  colour?: string[] | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Least price, in major units.' })
  priceFrom?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Highest price, in major units.' })
  priceTo?: string | null;
  @Field(() => MonthlyPaymentFilter, {
    nullable: true,
    description: 'What it may cost a month, by your finance tables.',
  })
  monthlyPayment?: MonthlyPaymentFilter | null;
  @Field(() => Int, { nullable: true, description: 'Earliest model year.' }) modelYearFrom?: number | null;
  @Field(() => Int, { nullable: true, description: 'Latest model year.' }) modelYearTo?: number | null;
  @Field(() => Int, { nullable: true, description: 'Most kilometres driven.' }) mileageKmTo?: number | null;
  @Field(() => [ID], { nullable: true, description: 'Dealers by id.' }) dealerIds?: string[] | null;
  @Field(() => ShopperPlaceInput, { nullable: true, description: 'Where the shopper is.' })
  near?: ShopperPlaceInput | null;
  @Field(() => [StockStateEnum], { nullable: true, description: 'States; only `AVAILABLE` when left out. Cars sold more than 90 days ago are not listed.' }) // prettier-ignore
  state?: StockState[] | null;
}

@ObjectType({ description: 'How many cars there are of a value.' })
export class VehicleFacet {
  @Field(() => String, { description: 'What to put into the filter: `Toyota`, `SUV`, the id of a dealer.' })
  value!: string;
  @Field(() => String, { description: 'What to show: the value, or the name of the dealer.' }) label!: string;
  @Field(() => Int, { description: 'How many cars would be found by it.' }) count!: number;
}

@ObjectType({ description: 'From the least to the greatest.' })
export class VehicleExtent {
  @Field(() => Float, { description: 'The least there is.' }) from!: number;
  @Field(() => Float, { description: 'The greatest there is.' }) to!: number;
}

const facet = (of: string) => ({ description: `${of}, the most frequent first: each as if the filter did not ask for it, so another can be chosen.` }); // prettier-ignore

@ObjectType({ description: 'What cars there are to choose from.' })
export class VehicleFacets {
  @Field(() => [VehicleFacet], facet('Makes')) make!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('Model families')) model!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('Trims')) trim!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('Model years')) modelYear!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('Shapes')) bodyStyle!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('Fuels')) fuelType!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('Conditions')) condition!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('Gearboxes')) transmission!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('Colours')) colour!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('Dealers')) dealer!: VehicleFacet[];
  @Field(() => [VehicleFacet], facet('States')) state!: VehicleFacet[];
  @Field(() => VehicleExtent, { nullable: true, description: 'Prices in major units, as if the filter asked for none; null where there is no car.' }) // prettier-ignore
  price!: Extent | null;
  @Field(() => VehicleExtent, { nullable: true, description: 'Kilometres driven, likewise.' })
  mileageKm!: Extent | null;
}

@ObjectType({ description: 'One row of a VehicleConnection.' })
export class VehicleEdge {
  @Field(() => Vehicle, { description: 'The row itself.' }) node!: Vehicle;
  @Field(() => String, { description: 'Opaque position of this row; pass as `after`.' }) cursor!: string;
  @Field(() => Float, { nullable: true, description: 'Kilometres from `filter.near`; null where none is given, or nobody knows where the dealer is.' }) // prettier-ignore
  distanceKm!: number | null;
  @Field(() => VehiclePayment, {
    nullable: true,
    description: 'What it costs a month, as `filter.monthlyPayment` asks; null where it does not.',
  })
  payment!: VehiclePayment | null;
}

@ObjectType({ description: 'A page of cars, as Relay defines it, with how many there are and what else.' })
export class VehicleConnection {
  @Field(() => [VehicleEdge], { description: 'The rows of this page, in order.' }) edges!: VehicleEdge[];
  @Field(() => PageInfo, { description: 'Where this page lies.' }) pageInfo!: PageInfo;
  @Field(() => Int, { description: 'How many cars the filter finds.' }) totalCount!: number;
  /** What `facets` tells, when asked for. */
  facetsFound!: () => VehicleFacets;
}

/** The query a filter means. */
export function toStockQuery(filter: VehicleFilter): StockQuery {
  const { make, model, trim, bodyStyle, fuelType, condition, transmission, colour, dealerIds, state } =
    filter;
  return {
    among: {
      make: make ?? undefined,
      model: model ?? undefined,
      trim: trim ?? undefined,
      bodyStyle: bodyStyle ?? undefined,
      fuelType: fuelType ?? undefined,
      condition: condition ?? undefined,
      transmission: transmission ?? undefined,
      colour: colour ?? undefined,
      dealer: dealerIds ?? undefined,
      state: state ?? ['AVAILABLE'],
    },
    ranges: {
      price: rangeOf(numberIn(filter.priceFrom), numberIn(filter.priceTo)),
      modelYear: rangeOf(filter.modelYearFrom, filter.modelYearTo),
      mileageKm: rangeOf(null, filter.mileageKmTo),
    },
    text: filter.text?.trim() || undefined,
    near: filter.near ? toNear(filter.near) : undefined,
  };
}

/** Facets as they are shown. */
export function toFacets({ values, dealers, price, mileageKm }: StockFacets): VehicleFacets {
  const shown = (each: readonly FacetValue[], labelOf = (value: string) => value): VehicleFacet[] =>
    each.map(({ value, count }) => ({ value, count, label: labelOf(value) }));
  return {
    make: shown(values.make),
    model: shown(values.model),
    trim: shown(values.trim),
    modelYear: shown(values.modelYear),
    bodyStyle: shown(values.bodyStyle),
    fuelType: shown(values.fuelType),
    condition: shown(values.condition),
    transmission: shown(values.transmission),
    colour: shown(values.colour),
    dealer: shown(values.dealer, (id) => dealers.find((dealer) => dealer.id === id)?.name ?? id),
    state: shown(values.state),
    price,
    mileageKm,
  };
} // prettier-ignore

function toNear({ latitude, longitude, withinKm }: ShopperPlaceInput): StockQuery['near'] {
  return { latitude, longitude, withinKm: withinKm ?? undefined };
}

function rangeOf(from: number | null | undefined, to: number | null | undefined): Range {
  return { from: from ?? undefined, to: to ?? undefined };
}

function numberIn(decimal: string | null | undefined): number | undefined {
  return decimal ? Number(decimal) : undefined;
}
