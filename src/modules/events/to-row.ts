import { randomUUID } from 'node:crypto';
import type { EventEnvelope } from '../../models/event/event-envelope.js';
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
