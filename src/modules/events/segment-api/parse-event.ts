import { z } from 'zod';
import type { EventEnvelope, Json, JsonObject } from '../../../models/event/event-envelope.js';
import type { Rejection, RejectionCode } from '../events.errors.js';
import { occurredAt } from '../occurred-at.js';
import { flatTraits } from '../flat-traits.js';
import { typeOfName } from '../vocabulary.js';
import { noVehicle, vehicleIn } from '../vehicle-mention.js';

/** Segment's kinds of call. */
export const callTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof callTypes)[number];

/** Largest event, in bytes of JSON; Segment's limit. */
export const largestEventBytes = 32 * 1024;
/** Deepest nesting kept; far beyond any event in use, far below what a database can hold. */
const deepestEvent = 32;

/** What holds for every event of a request. */
export interface Surroundings {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly sentAt?: unknown;
  readonly context?: unknown;
  /** Makes the id of a message that came without one. */
  readonly newId: () => string;
}

/** Context that is kept with an event. Addresses and browser fingerprints are not. */
const keptContext = ['campaign', 'page', 'consent', 'locale', 'timezone', 'app', 'channel'];

const identity = z.union([z.string().max(512, 'must be at most 512 characters'), z.number()]).nullish();
const shortText = z.string().max(300, 'must be at most 300 characters').nullish();
const object = z.custom<JsonObject | null | undefined>(
  (value) => value === undefined || value === null || isObject(value),
  'must be an object',
);
const instant = z.custom<string | null | undefined>(
  (value) => value === undefined || value === null || value === '' || timeIn(value) !== undefined,
  'must be an ISO 8601 instant',
);

const callSchema = z.object({
  userId: identity,
  anonymousId: identity,
  previousId: identity,
  groupId: identity,
  messageId: z.union([z.string().max(200, 'must be at most 200 characters'), z.number()]).nullish(),
  event: shortText,
  name: shortText,
  timestamp: instant.optional(),
  originalTimestamp: instant.optional(),
  properties: object.optional(),
  traits: object.optional(),
  context: object.optional(),
  type: z.unknown().optional(),
  sentAt: z.unknown().optional(),
});
type Call = z.output<typeof callSchema>;

/**
 * Understands one call in Segment's format. `type` is given by the route, or by the call itself in a batch. Any value at
 * all leads to an event or to a reason why not; nothing throws.
 */
export function parseEvent(
  raw: unknown,
  around: Surroundings,
  routeType?: CallType,
): { event: EventEnvelope } | { rejection: Rejection } {
  const refuse = (code: RejectionCode, message: string, isKept = true) => ({
    rejection: { code, message, messageId: messageIdIn(raw), payload: isKept ? raw : undefined },
  });
  const unkept = refusalOf(raw);
  if (unkept) return refuse(unkept.code, unkept.message, false);
  const parsed = callSchema.safeParse(raw);
  if (!parsed.success) return refuse('UNKNOWN_SHAPE', describe(parsed.error));
  const call = parsed.data;
  const type = routeType ?? callTypes.find((known) => known === call.type);
  if (!type)
    return refuse(
      'UNKNOWN_EVENT_TYPE',
      `type is not one of ${callTypes.join(', ')}; say which of them it is.`,
    );
  const people = {
    userId: idIn(call.userId),
    anonymousId: idIn(type === 'alias' ? call.previousId : call.anonymousId),
  };
  if (people.userId === undefined && people.anonymousId === undefined)
    return refuse('NO_IDENTITY', 'There is neither userId nor anonymousId; send at least one.');
  if (type === 'track' && !call.event)
    return refuse('NO_EVENT_NAME', 'A track call names what happened in `event`; it is missing or empty.');
  return { event: envelopeOf(type, call, people, around) };
}

/** Why a value is too much to be kept at all, or undefined. */
export function refusalOf(raw: unknown): { code: RejectionCode; message: string } | undefined {
  if (isDeeperThan(raw, deepestEvent)) {
    const message = `The event is nested more than ${deepestEvent} levels deep; flatten it.`;
    return { code: 'EVENT_TOO_DEEP', message };
  }
  if (Buffer.byteLength(JSON.stringify(raw ?? null)) <= largestEventBytes) return undefined;
  return { code: 'EVENT_TOO_LARGE', message: 'The event is larger than 32 KB; send less with it.' };
}

function envelopeOf(
  type: CallType,
  call: Call,
  people: Pick<EventEnvelope, 'userId' | 'anonymousId'>,
  around: Surroundings,
): EventEnvelope {
  const context = contextOf(call, around);
  const happenedAt = timeIn(call.originalTimestamp) ?? timeIn(call.timestamp);
  const sentAt = timeIn(call.sentAt) ?? timeIn(around.sentAt);
  const told = toldBy(type, call, context);
  const car = told.properties && type !== 'group' ? vehicleIn(told.properties) : noVehicle;
  // One literal, not spreads: this runs for every event there is.
  return {
    messageId: call.messageId ? String(call.messageId) : around.newId(),
    type: told.type,
    name: told.name,
    userId: people.userId,
    anonymousId: people.anonymousId,
    occurredAt: Math.max(0, occurredAt(around.receivedAt, happenedAt, sentAt)),
    traits: told.traits,
    vehicleNames: car.names,
    vehicle: car.facts,
    properties: told.properties,
    context: kept(context),
  };
}

/** What this kind of call says happened. */
function toldBy(
  type: CallType,
  call: Call,
  context: JsonObject,
): Pick<EventEnvelope, 'type' | 'name' | 'traits' | 'properties'> {
  const properties = call.properties ?? nothing;
  switch (type) {
    case 'track': {
      const name = call.event ?? '';
      return { type: typeOfName(name, properties), name, properties };
    }
    case 'page':
    case 'screen':
      return { type: 'PAGE_VIEWED', name: call.name ? call.name : type, properties };
    case 'identify': {
      const traits = flatTraits(call.traits ?? objectIn(context['traits']));
      return { type: 'IDENTIFIED', name: type, traits };
    }
    case 'alias':
      return { type: 'IDENTIFIED', name: type };
    case 'group':
      return { type: 'CUSTOM', name: type, properties: { groupId: call.groupId ?? null } };
  }
}

function contextOf(call: Call, around: Surroundings): JsonObject {
  const own = call.context ?? nothing;
  return isObject(around.context) ? { ...around.context, ...own } : own;
}

/** Where and what is wrong. Zod's own sentences name types, never values. */
function describe(error: z.ZodError): string {
  const problems = error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'the event'}: ${message}`);
  return `This is not an event as Segment defines it: ${problems.join('; ')}.`;
}

/** Milliseconds since the epoch of an ISO 8601 text; without an offset it is UTC. */
function timeIn(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return undefined;
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(value) || value.length === 10;
  const time = Date.parse(hasZone ? value : `${value}Z`);
  return Number.isFinite(time) ? time : undefined;
}

function messageIdIn(raw: unknown): string | null {
  const id = objectIn(raw)['messageId'];
  return typeof id === 'string' ? id.slice(0, 200) : null;
}

function kept(context: JsonObject): JsonObject | null {
  const entries: [string, Json][] = [];
  for (const key of keptContext) {
    const value = context[key];
    if (value !== undefined) entries.push([key, value]);
  }
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

/** An id as text; an empty one is none. */
function idIn(id: string | number | null | undefined): string | undefined {
  return id === null || id === undefined || id === '' ? undefined : String(id);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectIn(value: unknown): JsonObject {
  return isObject(value) ? value : nothing;
}

const nothing: JsonObject = {};

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const inner: unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const one of inner) if (isDeeperThan(one, levels - 1)) return true;
  return false;
}
