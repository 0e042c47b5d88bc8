import { Field, InputType, Int } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

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

type Value = string | number | boolean;

/** What can be asked of a trait or a property alike. */
@InputType({ isAbstract: true })
abstract class FactConditionsInput {
  @Field(() => TraitValueScalar, { nullable: true, description: 'Is exactly this.' }) is?: Value;
  @Field(() => TraitValueScalar, { nullable: true, description: 'Is known and not this.' }) isNot?: Value;
  @Field(() => [TraitValueScalar], { nullable: true, description: 'Is one of these.' }) oneOf?: Value[];
  @Field(() => [TraitValueScalar], { nullable: true, description: 'Is known and none of these.' })
  noneOf?: Value[];
  @Field(() => String, {
    nullable: true,
    description: 'Is a list with this element, or a text with this part; in any case.',
  })
  contains?: string;
  @Field(() => String, {
    nullable: true,
    description: 'Is a list without this element, or a text without this part; in any case.',
  })
  containsNot?: string;
  @Field(() => String, { nullable: true, description: 'Is a text that begins so; in any case.' })
  startsWith?: string;
  @Field(() => String, { nullable: true, description: 'Is a text that ends so; in any case.' })
  endsWith?: string;
  @Field(() => [String], { nullable: true, description: 'Is a list with at least one of these elements.' })
  containsAny?: string[];
  @Field(() => [String], { nullable: true, description: 'Is a list with all of these elements.' })
  containsAll?: string[];
  @Field(() => [String], { nullable: true, description: 'Is a list with none of these elements.' })
  containsNone?: string[];
  @Field(() => Int, { nullable: true, description: 'Is a list of so many elements or more.' })
  sizeAtLeast?: number;
  @Field(() => Int, { nullable: true, description: 'Is a list of so many elements or fewer.' })
  sizeAtMost?: number;
  @Field(() => TraitValueScalar, {
    nullable: true,
    description: 'Is this number or more, this date or later.',
  })
  atLeast?: Value;
  @Field(() => TraitValueScalar, {
    nullable: true,
    description: 'Is this number or less, this date or earlier.',
  })
  atMost?: Value;
  @Field(() => TraitValueScalar, {
    nullable: true,
    description: 'Is more than this number, later than this date.',
  })
  moreThan?: Value;
  @Field(() => TraitValueScalar, {
    nullable: true,
    description: 'Is less than this number, earlier than this date.',
  })
  lessThan?: Value;
  @Field(() => String, { nullable: true, description: 'Is a date so long ago or longer: `P30D`.' })
  agoAtLeast?: string;
  @Field(() => String, { nullable: true, description: 'Is a past date, so long ago at most.' })
  agoAtMost?: string;
  @Field(() => String, { nullable: true, description: 'Is a date so far ahead or further.' })
  aheadAtLeast?: string;
  @Field(() => String, { nullable: true, description: 'Is a date to come, so far ahead at most.' })
  aheadAtMost?: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Is a date whose day comes round within that time, or is today: birthdays, ends of warranties.',
  })
  anniversaryWithin?: string;
  @Field(() => Boolean, { nullable: true, description: 'Is known (true) or not known (false).' })
  exists?: boolean;
}

@InputType({ description: 'A fact about the person, told by `identify`. All conditions given must hold.' })
export class TraitInput extends FactConditionsInput {
  @Field(() => String, { description: 'Name of the trait: `city`.' }) name!: string;
}

@InputType({
  description:
    'What an event says under a name. All conditions given must hold. What is kept sealed, as personal data is, is known to no rule.',
})
export class PropertyInput extends FactConditionsInput {
  @Field(() => String, { description: 'Name of the property: `list`.' }) name!: string;
}
