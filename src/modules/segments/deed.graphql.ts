import { Field, Float, InputType, Int, registerEnumType } from '@nestjs/graphql';
import type { EventType } from '../../models/event/event-type.js';
import { calendarPeriods, type CalendarPeriod } from '../../models/segment/period.js';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';
import { EventTypeEnum } from '../events/event-type.graphql.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { BodyStyleEnum, ConditionEnum, FuelTypeEnum } from '../vehicles/vehicle-enums.graphql.js';
import { PropertyInput } from './fact.graphql.js';

/** Stretches of the calendar, for GraphQL. */
export const CalendarPeriodEnum = enumOf(calendarPeriods);
registerEnumType(CalendarPeriodEnum, {
  name: 'CalendarPeriod',
  description: "A stretch of the calendar, by the clock of the tenant's zone; weeks begin on Monday.",
  valuesMap: described<CalendarPeriod>({
    TODAY: 'Since midnight.',
    YESTERDAY: 'The day before.',
    THIS_WEEK: 'Since Monday.',
    LAST_WEEK: 'Monday to Sunday before.',
    THIS_MONTH: 'Since the first of the month.',
    LAST_MONTH: 'The whole month before.',
    THIS_QUARTER: 'Since the first of January, April, July or October.',
    LAST_QUARTER: 'The whole quarter before.',
    THIS_YEAR: 'Since the first of January.',
    LAST_YEAR: 'The whole year before.',
  }),
});

@InputType({ description: 'Inclusive bounds of a number. At least one.' })
export class RangeInput {
  @Field(() => Float, { nullable: true, description: 'This or more.' }) atLeast?: number;
  @Field(() => Float, { nullable: true, description: 'This or less.' }) atMost?: number;
}

@InputType({ description: 'How often. At least one bound; `{ atMost: 0 }` is never.' })
export class TimesInput {
  @Field(() => Int, { nullable: true, description: 'This often or more, from 1.' }) atLeast?: number;
  @Field(() => Int, { nullable: true, description: 'This often or less, from 0.' }) atMost?: number;
}

@InputType({
  description:
    'Which vehicles count. All conditions given must hold; within a list, any of it. A fact the event does not know never holds.',
})
export class VehicleWhereInput {
  @Field(() => [String], { nullable: true, description: 'Makes, in any case: `["Kia", "BMW"]`.' })
  make?: string[];
  @Field(() => [String], { nullable: true, description: 'Models, in any case.' }) model?: string[];
  @Field(() => [BodyStyleEnum], { nullable: true, description: 'Shapes.' }) bodyStyle?: BodyStyle[];
  @Field(() => [FuelTypeEnum], { nullable: true, description: 'What they run on.' }) fuelType?: FuelType[];
  @Field(() => [ConditionEnum], { nullable: true, description: 'New, used or certified.' })
  condition?: Condition[];
  @Field(() => RangeInput, {
    nullable: true,
    description: "Price when it happened, in major units of the tenant's currency.",
  })
  price?: RangeInput;
  @Field(() => RangeInput, { nullable: true, description: 'Model year.' }) modelYear?: RangeInput;
  @Field(() => RangeInput, { nullable: true, description: 'Kilometres driven.' }) mileageKm?: RangeInput;
}

/** What every deed can say. */
@InputType({ isAbstract: true })
export class DeedFields {
  @Field(() => EventTypeEnum, {
    nullable: true,
    description: 'What they did. Neither this nor anyOf: whatever a shopper does.',
  })
  event?: EventType;
  @Field(() => [EventTypeEnum], { nullable: true, description: 'Any of these, in the place of event.' })
  anyOf?: EventType[];
  @Field(() => String, { nullable: true, description: "The sender's own event name; only with CUSTOM." })
  name?: string;
  @Field(() => VehicleWhereInput, { nullable: true, description: 'Only with such vehicles.' })
  where?: VehicleWhereInput;
  @Field(() => [PropertyInput], {
    nullable: true,
    description: 'Only where the event says so in its properties; all must hold.',
  })
  properties?: PropertyInput[];
}

@InputType({ description: 'Something a shopper can do: what, to which vehicles, saying what.' })
export class DeedInput extends DeedFields {}

@InputType({ description: 'One step of a sequence.' })
export class SequenceStepInput extends DeedFields {
  @Field(() => String, {
    nullable: true,
    description: 'At most so long after the step before: `P3D`. Not for the first step.',
  })
  soon?: string;
}

/** When something must have happened. */
@InputType({ isAbstract: true })
export class PeriodFields {
  @Field(() => String, {
    nullable: true,
    description:
      'Rolling window up to now, ISO 8601 in weeks, days or smaller: `P14D`, `PT36H`. Ever when no period is given.',
  })
  within?: string;
  @Field(() => String, {
    nullable: true,
    description: 'So long ago or longer: `P30D`. With within: between the two.',
  })
  longerAgoThan?: string;
  @Field(() => CalendarPeriodEnum, { nullable: true, description: 'A stretch of the calendar.' })
  during?: CalendarPeriod;
  @Field(() => String, {
    nullable: true,
    description: 'From the beginning of this day or this instant on: `2026-11-26`, `2026-11-26T09:00:00Z`.',
  })
  from?: string;
  @Field(() => String, { nullable: true, description: 'Before the beginning of this day or this instant.' })
  before?: string;
}

@InputType({
  description:
    'One thing after another. The period is when the last step happened. `{ steps: [{ event: VEHICLE_VIEWED }, { event: ORDER_PLACED, soon: "P7D" }] }`',
})
export class SequenceInput extends PeriodFields {
  @Field(() => [SequenceStepInput], { description: 'Two to eight steps, each later than the one before.' })
  steps!: SequenceStepInput[];
  @Field(() => DeedInput, { nullable: true, description: 'What did not happen after the last step.' })
  noneSince?: DeedInput;
}
