import { randomUUID } from 'node:crypto';
import type { Caller } from '../../models/caller.js';
import type { ConsentStatement } from '../../models/consent/consent-statement.js';
import type { EventEnvelope, JsonObject } from '../../models/event/event-envelope.js';
import { schemaVersionOf } from '../../models/event/vocabulary/event-schemas.js';
import type { GradedLead } from '../../models/lead/graded-lead.js';
import type { MovedLead, OverdueLead } from '../../models/lead/moved-lead.js';
import type { IdentityPolicy } from '../../models/profile/identity-policy.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { sealedColumns } from '../../models/sealed-columns.js';
import type { KeyRing } from '../platform/sealing/key-ring.js';
import { storableJson, storableText } from '../platform/storable.js';
import type { NewEvent } from './events.repository.js';
import { idsOf, type FurtherIds } from './ids-of.js';
import { partEvent } from './personal/parted-event.js';

/** An event with where it came from and when. */
export interface Arrival extends Omit<EventEnvelope, 'consent'>, FurtherIds {
  readonly tenantId: string;
  /** Public id of the key that sent it. */
  readonly sourceId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** What it says of consent. */
  readonly said: readonly ConsentStatement[];
}

/** An event as it arrived, with texts that the database can hold and our stock's word on the car where it has one. */
export function toArrival(
  envelope: EventEnvelope,
  caller: Pick<Caller, 'tenantId' | 'keyId'>,
  receivedAt: number,
  car: VehicleFacts | undefined,
  said: readonly ConsentStatement[],
  policy: IdentityPolicy,
): Arrival {
  const { messageId, anonymousId, userId } = envelope;
  const { others, deliveredVin } = idsOf(envelope, policy);
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
    others,
    deliveredVin,
    occurredAt: envelope.occurredAt,
    traits: envelope.traits,
    household: envelope.household,
    vehicle: car ?? envelope.vehicle ?? null,
    properties: envelope.properties,
    context: envelope.context,
    said,
  };
}

type ShardOf = (profileId: string) => number;

/** Cars of our stock as JSON text: the same few are looked at all the time. */
const carTexts = new WeakMap<VehicleFacts, string>();

function carText(car: VehicleFacts): string {
  const before = carTexts.get(car);
  if (before !== undefined) return before;
  const text = storableJson(car);
  carTexts.set(car, text);
  return text;
}

/** Writes times as ISO 8601 and remembers the last: what came together came at one time, and mostly happened at few. */
function isoWriter(): (ms: number) => string {
  let last = NaN;
  let text = '';
  return (ms) => {
    if (ms !== last) [last, text] = [ms, new Date(ms).toISOString()];
    return text;
  };
}
const occurredIso = isoWriter();
const receivedIso = isoWriter();

/**
 * An event as a row of the log, what is personal in it sealed; none where it only says what somebody allows, which the
 * ledger of consent keeps.
 */
export function toRow(
  arrival: Arrival,
  person: { readonly profileId: string; readonly identityId: string } | undefined,
  shardOf: ShardOf,
  ring: KeyRing,
): NewEvent | undefined {
  if (!person || arrival.type === 'CONSENT_CHANGED') return undefined;
  const { tenantId, sourceId, messageId, type, vehicle } = arrival;
  const { properties, context, personal } = partEvent(type, arrival.properties ?? {}, arrival.context);
  return {
    tenantId,
    sourceId,
    messageId,
    type,
    schemaVersion: schemaVersionOf(type),
    profileId: person.profileId,
    identityId: person.identityId,
    shard: shardOf(person.profileId),
    name: storableText(arrival.name),
    occurredAt: occurredIso(arrival.occurredAt),
    receivedAt: receivedIso(arrival.receivedAt),
    vehicle: vehicle ? carText(vehicle) : null,
    properties: storableJson(properties),
    context: context ? storableJson(context) : null,
    sealed: personal && ring.seal(sealedColumns.eventPersonal, tenantId, storableJson(personal)),
  };
}

/** The row by which followers of the emptied profile's shard learn that it is empty. */
export function toMergeRow(
  pair: { readonly tenantId: string; readonly fromProfileId: string; readonly intoProfileId: string },
  now: Date,
  shardOf: ShardOf,
): NewEvent {
  const { tenantId, fromProfileId: profileId, intoProfileId: mergedInto } = pair;
  return ownRow('PROFILE_MERGED', { tenantId, profileId }, { mergedInto }, now, shardOf);
}

/** The rows by which followers of both shards learn that two profiles, one until now, are two again. */
export function toUnmergeRows(
  merge: { readonly tenantId: string; readonly id: string; readonly fromProfileId: string; readonly intoProfileId: string }, // prettier-ignore
  now: Date,
  shardOf: ShardOf,
): NewEvent[] {
  const { tenantId, id: mergeId, fromProfileId, intoProfileId } = merge;
  return [fromProfileId, intoProfileId].map((profileId) =>
    ownRow('PROFILE_UNMERGED', { tenantId, profileId }, { mergeId }, now, shardOf),
  );
}

/** The row by which followers of a person's shard learn that what they allow has changed. */
export function toConsentRow(
  person: { readonly tenantId: string; readonly profileId: string },
  now: Date,
  shardOf: ShardOf,
): NewEvent {
  return ownRow('CONSENT_CHANGED', person, {}, now, shardOf);
}

/** How a lead was graded, as something that happened to whoever raised that hand: it goes wherever their identity goes. */
export function toGradeRow(lead: GradedLead, now: Date, shardOf: ShardOf): NewEvent {
  const { tenantId, profileId, identityId, id: leadId, grade, scoredAt, noteId = leadId } = lead;
  const row = ownRow('LEAD_GRADED', { tenantId, profileId }, { leadId, grade }, now, shardOf);
  return { ...row, messageId: noteId, identityId, occurredAt: scoredAt.toISOString() };
}

/** That a lead was moved, as something that happened to whoever raised that hand. */
export function toMoveRow(
  whose: { readonly profileId: string; readonly identityId: string },
  { tenantId, id, leadId, from, to, reason, movedAt }: MovedLead,
  now: Date,
  shardOf: ShardOf,
): NewEvent {
  const said = { leadId, from, to, ...(reason === null ? {} : { reason }) };
  const row = ownRow('LEAD_MOVED', { tenantId, profileId: whose.profileId }, said, now, shardOf);
  return { ...row, messageId: id, identityId: whose.identityId, occurredAt: movedAt.toISOString() };
}

/** That nobody answered a lead in time, as something that befell whoever raised that hand. */
export function toOverdueRow(
  { tenantId, id: leadId, profileId, identityId, dealerId }: OverdueLead,
  now: Date,
  shardOf: ShardOf,
): NewEvent {
  const said = { leadId, ...(dealerId === null ? {} : { dealer: dealerId }) };
  return { ...ownRow('LEAD_OVERDUE', { tenantId, profileId }, said, now, shardOf), identityId };
}

/** A row that Carousel writes itself. */
function ownRow(
  type:
    'LEAD_GRADED' | 'LEAD_MOVED' | 'LEAD_OVERDUE' | 'PROFILE_MERGED' | 'PROFILE_UNMERGED' | 'CONSENT_CHANGED',
  { tenantId, profileId }: { readonly tenantId: string; readonly profileId: string },
  properties: JsonObject,
  now: Date,
  shardOf: ShardOf,
): NewEvent {
  return {
    tenantId,
    sourceId: 'carousel',
    messageId: randomUUID(),
    type,
    schemaVersion: schemaVersionOf(type),
    name: type,
    shard: shardOf(profileId),
    profileId,
    identityId: null,
    occurredAt: now.toISOString(),
    receivedAt: now.toISOString(),
    vehicle: null,
    properties: JSON.stringify(properties),
    context: null,
    sealed: null,
  };
}
