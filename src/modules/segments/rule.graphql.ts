import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import type { EventType } from '../../models/event/event-type.js';
import { ruleBounds } from '../../models/segment/rule-bounds.js';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';
import { EventTypeEnum } from '../events/event-type.graphql.js';
import { BodyStyleEnum, ConditionEnum, FuelTypeEnum } from '../vehicles/vehicle-enums.graphql.js';

function simple(value: unknown): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new GraphQLError('Not a trait value: expected a string, a number, true or false.');
}

function simpleLiteral(node: ValueNode): string | number | boolean {
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
  if (node.kind === Kind.STRING || node.kind === Kind.BOOLEAN) return node.value;
  return simple(null);
}

/** What a trait is compared with. */
export const TraitValueScalar = new GraphQLScalarType<string | number | boolean, unknown>({
  name: 'TraitValue',
  description: 'A string, a number, or true or false. Dates are strings: `"2026-11-22"`.',
  serialize: (value) => value,
  parseValue: simple,
  parseLiteral: simpleLiteral,
});

/** A rule on its way out: the very JSON that RuleInput takes as a variable. */
export const RuleScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'Rule',
  description: 'A rule tree as JSON, in the shape of `RuleInput`: what comes out can be sent back in.',
  serialize: (value) => value,
  parseValue: () => {
    throw new GraphQLError('Rules come in as RuleInput.');
  },
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

@InputType({ description: 'Something a shopper did: what, to which vehicles, how often, how lately.' })
export class DidInput {
  @Field(() => EventTypeEnum, { description: 'What they did.' }) event!: EventType;
  @Field(() => String, { nullable: true, description: "The sender's own event name; only with CUSTOM." })
  name?: string;
  @Field(() => VehicleWhereInput, { nullable: true, description: 'Only with such vehicles.' })
  where?: VehicleWhereInput;
  @Field(() => TimesInput, { nullable: true, description: 'How often; at least once when absent.' })
  times?: TimesInput;
  @Field(() => String, {
    nullable: true,
    description:
      'Rolling window up to now, ISO 8601 in weeks, days or smaller: `P14D`, `PT36H`. Ever when absent.',
  })
  within?: string;
}

@InputType({ description: 'A fact about the person, told by `identify`. All conditions given must hold.' })
export class TraitInput {
  @Field(() => String, { description: 'Name of the trait: `city`.' }) name!: string;
  @Field(() => TraitValueScalar, { nullable: true, description: 'Is exactly this.' })
  is?: string | number | boolean;
  @Field(() => [TraitValueScalar], { nullable: true, description: 'Is one of these.' })
  oneOf?: (string | number | boolean)[];
  @Field(() => TraitValueScalar, {
    nullable: true,
    description: 'Is this number or more, this date or later.',
  })
  atLeast?: string | number | boolean;
  @Field(() => TraitValueScalar, {
    nullable: true,
    description: 'Is this number or less, this date or earlier.',
  })
  atMost?: string | number | boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Is a list with this element, or a text with this part; in any case.',
  })
  contains?: string;
  @Field(() => Boolean, { nullable: true, description: 'Is known (true) or not known (false).' })
  exists?: boolean;
}

@InputType({
  isOneOf: true,
  description: `Who belongs: exactly one of the five, nested up to ${ruleBounds.depth} deep with up to ${ruleBounds.nodes} parts.`,
})
export class RuleInput {
  @Field(() => [RuleInput], { nullable: true, description: 'Every one of these holds.' }) all?: RuleInput[];
  @Field(() => [RuleInput], { nullable: true, description: 'At least one of these holds.' })
  any?: RuleInput[];
  @Field(() => RuleInput, { nullable: true, description: 'This does not hold.' }) not?: RuleInput;
  @Field(() => DidInput, { nullable: true, description: 'They did this.' }) did?: DidInput;
  @Field(() => TraitInput, { nullable: true, description: 'They are like this.' }) trait?: TraitInput;
}
