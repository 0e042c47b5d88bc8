import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { EventType } from '../../models/event/event-type.js';
import type { LogEntry } from '../../models/event/log-entry.js';
import type { RejectedEvent as RejectedEventRow } from '../../models/event/rejected-event.entity.js';
import { identityKinds, type IdentityKind } from '../../models/profile/identity.entity.js';
import type { BodyStyle, FuelType, VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import type { Profile } from '../profiles/profiles.service.js';
import { BodyStyleEnum, FuelTypeEnum } from '../vehicles/vehicle-enums.graphql.js';
import { EventTypeEnum } from './event-type.graphql.js';
import type { EventCount } from './events.repository.js';

/** Kinds of identity, for GraphQL. */
export const IdentityKindEnum = Object.fromEntries(identityKinds.map((kind) => [kind, kind]));
registerEnumType(IdentityKindEnum, {
  name: 'IdentityKind',
  description: 'How a sender names a person.',
  valuesMap: {
    anonymousId: { description: 'A browser or device, not logged in.' },
    userId: { description: "The sender's own customer id." },
    crmId: { description: "Number in a dealer's customer file." },
    loyaltyId: { description: 'Number in a loyalty programme.' },
    email: { description: 'E-mail address, known to be theirs.' },
    phone: { description: 'Telephone number, known to be theirs, as E.164.' },
    ownedVin: { description: 'VIN of a car somebody owns; it leads to its owner.' },
    deviceId: { description: 'A phone, tablet or head unit of a car.' },
    formerVin: { description: 'A car they owned once: its VIN, and until when. Given by Carousel alone.' },
  },
});

@ObjectType({ description: 'What is known of a car a person dealt with, as it was at the time.' })
export class VehicleTouched {
  @Field(() => ID, { nullable: true, description: 'Id of the car, where it stood in your stock.' })
  vehicleId!: string | null;
  @Field(() => String, { nullable: true, description: 'Maker.' }) make!: string | null;
  @Field(() => String, { nullable: true, description: 'Model.' }) model!: string | null;
  @Field(() => Int, { nullable: true, description: 'Model year.' }) modelYear!: number | null;
  @Field(() => BodyStyleEnum, { nullable: true, description: 'Shape.' }) bodyStyle!: BodyStyle | null;
  @Field(() => FuelTypeEnum, { nullable: true, description: 'What it runs on.' }) fuelType!: FuelType | null;
  @Field(() => Float, {
    nullable: true,
    description: "Asking price in major units of the tenant's currency.",
  })
  price!: number | null;
}

@ObjectType({ description: 'Something a person did.' })
export class PersonEvent {
  @Field(() => ID, { description: 'Unique id: its place in the log.' }) id!: string;
  @Field(() => EventTypeEnum, { description: 'What it is in the common vocabulary.' }) type!: EventType;
  @Field(() => Int, {
    description: "Version of its type's schema it was held against; 0 where there is none.",
  })
  schemaVersion!: number;
  @Field(() => String, { description: "The sender's own name for it." }) name!: string;
  @Field(() => String, { description: "The sender's id for it." }) messageId!: string;
  @Field(() => ID, { description: 'Public id of the key that sent it.' }) sourceId!: string;
  @Field(() => InstantScalar, { description: "When it happened, corrected for the sender's clock." })
  occurredAt!: Date;
  @Field(() => InstantScalar, { description: 'When it arrived here.' }) receivedAt!: Date;
  @Field(() => VehicleTouched, { nullable: true, description: 'The car it was about, if any.' })
  vehicle!: VehicleTouched | null;
  @Field(() => String, { description: 'What the sender told with it, as JSON text.' }) properties!: string;
}

/** A page of a person's events. */
export const PersonEventConnection = connectionOf(PersonEvent, 'PersonEvent');

@ObjectType({ description: 'A fact told about a person.' })
export class Trait {
  @Field(() => String, { description: 'Name of the fact: `email`, `address.city`.' }) name!: string;
  @Field(() => String, { description: 'Its value, as JSON text.' }) value!: string;
}

@ObjectType({ description: 'An id under which a person is known.' })
export class PersonIdentity {
  @Field(() => IdentityKindEnum, { description: 'What kind of id it is.' }) kind!: IdentityKind;
  @Field(() => String, { description: 'The id itself.' }) value!: string;
}

@InputType({ description: 'An id of a person, of any kind, in any way of writing it.' })
export class IdentityInput {
  @Field(() => IdentityKindEnum, { description: 'What kind of id it is.' }) kind!: IdentityKind;
  @Field(() => String, { description: 'The id; a phone number with its country, as +44…' }) value!: string;
}

@ObjectType('Profile', { description: 'One person, under all the ids they are known by.' })
export class PersonProfile {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => InstantScalar, { description: 'When they were first seen here.' }) createdAt!: Date;
  @Field(() => [Trait], { description: 'What was told about them; of each fact the latest.' })
  traits!: Trait[];
  @Field(() => [PersonIdentity], { description: 'The ids that lead to them, user ids first.' })
  identities!: PersonIdentity[];
}

@ObjectType({ description: 'How often one kind of event arrived.' })
export class EventTally {
  @Field(() => EventTypeEnum, { description: 'What it is in the common vocabulary; CUSTOM when outside it.' })
  type!: EventType;
  @Field(() => String, { description: "The sender's own name for it." }) name!: string;
  @Field(() => Float, { description: 'How many arrived.' }) count!: number;
  @Field(() => InstantScalar, { description: 'When the latest arrived.' }) lastAt!: Date;
}

@ObjectType({
  description:
    'Something that was sent and could not be understood. Mend it and send it again, or mend the mapping and replay it.',
})
export class RejectedEvent {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => ID, { description: 'Public id of the key that sent it.' }) sourceId!: string;
  @Field(() => String, { description: 'Why, as a code; docs/collect.md lists them.' }) code!: string;
  @Field(() => String, { description: 'Why, in words, and what to do.' }) message!: string;
  @Field(() => String, {
    nullable: true,
    description: "The sender's id for it, if it had one. Null where the event names somebody who was erased.",
  })
  messageId!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'What was sent, as JSON text; null when too large to keep, or when it names somebody who was erased.',
  })
  payload!: string | null;
  @Field(() => Boolean, {
    description:
      'Whether `replayRejectedEvents` can mend it: all of it is understood but what happened. Anything else is to be sent again.',
  })
  isReplayable!: boolean;
  @Field(() => InstantScalar, { description: 'When it arrived.' }) receivedAt!: Date;
}

/** A page of rejected events. */
export const RejectedEventConnection = connectionOf(RejectedEvent, 'RejectedEvent');

export function toPersonProfile({ id, createdAt, traits, identities }: Profile): PersonProfile {
  return {
    id,
    createdAt,
    traits: Object.entries(traits).map(([name, value]) => ({ name, value: JSON.stringify(value) })),
    identities: identities.map(({ kind, value }) => ({ kind, value })),
  };
}

export function toPersonEvent(entry: LogEntry): PersonEvent {
  const { xid, seq, type, schemaVersion, name, messageId, sourceId, vehicle, properties } = entry;
  return {
    id: `${xid}-${seq}`,
    type,
    schemaVersion,
    name,
    messageId,
    sourceId,
    occurredAt: new Date(entry.occurredAt),
    receivedAt: new Date(entry.receivedAt),
    vehicle: vehicle && toVehicleTouched(vehicle),
    properties: JSON.stringify(properties),
  };
}

function toVehicleTouched(facts: VehicleFacts): VehicleTouched {
  const { vehicleId, make, model, modelYear, bodyStyle, fuelType, price } = facts;
  return {
    vehicleId: vehicleId ?? null,
    make: make ?? null,
    model: model ?? null,
    modelYear: modelYear ?? null,
    bodyStyle: bodyStyle ?? null,
    fuelType: fuelType ?? null,
    price: price ?? null,
  };
}

export function toEventTally({ type, name, count, lastAt }: EventCount): EventTally {
  return { type, name, count, lastAt };
}

export function toRejectedEvent(row: RejectedEventRow): RejectedEvent {
  const { id, sourceId, code, message, messageId, payload, isReplayable, receivedAt } = row;
  return { id, sourceId, code, message, messageId, receivedAt, payload, isReplayable };
}
