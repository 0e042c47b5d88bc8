import { randomUUID } from 'node:crypto';
import type { Caller } from '../../models/caller.js';
import type { EventEnvelope } from '../../models/event/event-envelope.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { storableJson, storableText } from '../platform/storable.js';
import type { NewEvent } from './events.repository.js';

/** An event with where it came from and when. */
export interface Arrival extends EventEnvelope {
  readonly tenantId: string;
  /** Public id of the key that sent it. */
  readonly sourceId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** An event as it arrived, with texts that the database can hold and our stock's word on the car where it has one. */
export function toArrival(
  envelope: EventEnvelope,
  caller: Pick<Caller, 'tenantId' | 'keyId'>,
  receivedAt: number,
  car: VehicleFacts | undefined,
): Arrival {
  const { messageId, anonymousId, userId } = envelope;
  // One literal, not a spread: this runs for every event there is.
  return {
    tenantId: caller.tenantId,
    sourceId: caller.keyId,
    receivedAt,
    messageId: storableText(messageId),
    type: envelope.type,
    name: envelope.name,
    anonymousId: anonymousId && storableText(anonymousId),
    userId: userId && storableText(userId),
    occurredAt: envelope.occurredAt,
    traits: envelope.traits,
    vehicle: car ?? envelope.vehicle ?? null,
    properties: envelope.properties,
    context: envelope.context,
  };
}

type ShardOf = (profileId: string) => number;

/** An event as a row of the log. */
export function toRow(
  arrival: Arrival,
  person: { readonly profileId: string; readonly identityId: string } | undefined,
  shardOf: ShardOf,
): NewEvent | undefined {
  if (!person) return undefined;
  const { tenantId, sourceId, messageId, type, vehicle, context, properties = {} } = arrival;
  return {
    tenantId,
    sourceId,
    messageId,
    type,
    profileId: person.profileId,
    identityId: person.identityId,
    shard: shardOf(person.profileId),
    name: storableText(arrival.name),
    occurredAt: new Date(arrival.occurredAt).toISOString(),
    receivedAt: new Date(arrival.receivedAt).toISOString(),
    vehicle: vehicle ? storableJson(vehicle) : null,
    properties: storableJson(properties),
    context: context ? storableJson(context) : null,
  };
}

/** The row by which followers of the emptied profile's shard learn that it is empty. */
export function toMergeRow(
  pair: { readonly tenantId: string; readonly fromProfileId: string; readonly intoProfileId: string },
  now: Date,
  shardOf: ShardOf,
): NewEvent {
  return {
    tenantId: pair.tenantId,
    sourceId: 'carousel',
    messageId: randomUUID(),
    type: 'PROFILE_MERGED',
    name: 'PROFILE_MERGED',
    shard: shardOf(pair.fromProfileId),
    profileId: pair.fromProfileId,
    identityId: null,
    occurredAt: now.toISOString(),
    receivedAt: now.toISOString(),
    vehicle: null,
    properties: JSON.stringify({ mergedInto: pair.intoProfileId }),
    context: null,
  };
}
