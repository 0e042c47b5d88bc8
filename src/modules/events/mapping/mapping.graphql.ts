import { createUnionType, Field, InputType, ObjectType } from '@nestjs/graphql';
import type { EventType } from '../../../models/event/event-type.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { EventTypeEnum } from '../event-type.graphql.js';
import type { KeptMapping } from './mappings.service.js';

@ObjectType({ description: 'A property under your name, and under ours.' })
export class PropertyMapping {
  @Field(() => String, { description: 'Your name for it, or the path to it: `customer.mail`.' })
  from!: string;
  @Field(() => String, { description: 'Our name: a field of the type, of a car or of a contact.' })
  to!: string;
}

@ObjectType({ description: 'What you mean by a name of your own.' })
export class EventMapping {
  @Field(() => String, { nullable: true, description: 'Your name of the event; null: it holds for every event.' }) // prettier-ignore
  name!: string | null;
  @Field(() => EventTypeEnum, { nullable: true, description: 'What it is; null: as it would be understood anyway.' }) // prettier-ignore
  type!: EventType | null;
  @Field(() => [PropertyMapping], { description: 'Its properties that have names of your own.' })
  properties!: PropertyMapping[];
  @Field(() => InstantScalar, { description: 'When it was last changed.' }) updatedAt!: Date;
}

@ObjectType({ description: 'One thing wrong with a mapping.' })
export class EventMappingProblem {
  @Field(() => String, { description: 'Path of the field in the input: `properties.0.to`.' }) path!: string;
  @Field(() => String, { description: 'What is wrong.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'Nothing was changed; everything that is wrong with the mapping, at once.' })
export class InvalidEventMapping {
  @Field(() => [EventMappingProblem], { description: 'What is wrong and what to do.' })
  problems!: readonly EventMappingProblem[];
}

/** Outcome of `setEventMapping`. */
export const EventMappingResult = createUnionType({
  name: 'EventMappingResult',
  description: 'The mapping, or what is wrong with it.',
  types: () => [EventMapping, InvalidEventMapping],
  resolveType: (value: object) => ('problems' in value ? InvalidEventMapping : EventMapping),
});

@InputType({ description: 'A property under your name, and under ours.' })
export class PropertyMappingInput {
  @Field(() => String, { description: 'Your name for it, or the path to it: `customer.mail`.' })
  from!: string;
  @Field(() => String, {
    description: 'Our name: a field of the type, of a car or of a contact; docs/collect.md lists them.',
  })
  to!: string;
}

@InputType({
  description: 'What you mean by a name of your own. It replaces what you said of that name before.',
})
export class EventMappingInput {
  @Field(() => String, { nullable: true, description: 'Your name of the event, in any spelling; left out: it holds for every event.' }) // prettier-ignore
  name?: string | null;
  @Field(() => EventTypeEnum, {
    nullable: true,
    description:
      'What it is; left out: as it would be understood anyway. CUSTOM takes a name out of our vocabulary.',
  })
  type?: EventType | null;
  @Field(() => [PropertyMappingInput], { defaultValue: [], description: 'Its properties that have names of your own.' }) // prettier-ignore
  properties!: PropertyMappingInput[];
}

export function toEventMapping({ name, type, properties, updatedAt }: KeptMapping): EventMapping {
  return { name, type, properties, updatedAt };
}
