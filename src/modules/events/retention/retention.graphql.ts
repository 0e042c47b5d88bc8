import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { eventClasses, type EventClass } from '../../../models/event/event-class.js';
import { described } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import type { Kept } from './retention.service.js';

/** Classes of events, for GraphQL. */
export const EventClassEnum = Object.fromEntries(eventClasses.map((name) => [name.toUpperCase(), name]));
registerEnumType(EventClassEnum, {
  name: 'EventClass',
  description: 'What events are kept by, each class for its own time.',
  valuesMap: described<Uppercase<EventClass>>({
    BROWSING: 'Pages, vehicles looked at, offers, and whatever is in none of the others.',
    DEALING: 'Quotes, leads, calls, notes, visits to a showroom and test drives.',
    OWNERSHIP: 'What was ordered, handed over and serviced.',
    CAR: 'What cars themselves report.',
  }),
});

@ObjectType({ description: 'How long one class of events is kept, as whoever runs Carousel has set it.' })
export class Retention {
  @Field(() => EventClassEnum, { description: 'The class.' }) class!: EventClass;
  @Field(() => Int, {
    nullable: true,
    description: 'Days an event is kept after it arrived, and until its month is over; null for ever.',
  })
  days!: number | null;
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'What arrived before is gone, from counts, histories and audiences alike; null while nothing is.', // prettier-ignore
  })
  keptFrom!: Date | null;
}

export function toRetention({ eventClass, days, keptFrom }: Kept): Retention {
  return { class: eventClass, days, keptFrom };
}
