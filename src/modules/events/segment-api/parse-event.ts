import { z } from 'zod';
import type { ConsentSignals } from '../../../models/consent/consent-signals.js';
import type { EventEnvelope, Json, JsonObject } from '../../../models/event/event-envelope.js';
import type { TenantWords } from '../../../models/event/event-mapping.js';
import type { EventType } from '../../../models/event/event-type.js';
import type { ReportedEvent } from '../../../models/event/reported-event.js';
import type { Traits } from '../../../models/profile/profile-history.js';
import { readInstant } from '../../../models/written-instant.js';
import { normalHousehold } from '../../profiles/households.service.js';
import type { Rejection, RejectionCode } from '../events.errors.js';
import { flatTraits } from '../flat-traits.js';
import { householdIn, isHousehold } from '../household-said.js';
import { occurrence } from '../occurrence.js';
import { otherIdsIn } from '../other-ids.js';
import { tooMuchOf } from '../too-much.js';
import { inWords, readReported } from '../vocabulary/read-reported.js';
import { idIn, longestIdentity, writtenId } from '../written-id.js';

/** Segment's kinds of call. */
export const callTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof callTypes)[number];

/** What holds for every event of a request. */
export interface Surroundings {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** What the root of a batch says for each of its events; an event's own word goes before. */
  readonly sentAt?: unknown;
  readonly context?: JsonObject | undefined;
  readonly integrations?: JsonObject | undefined;
  /** What the tenant calls things. */
  readonly words?: TenantWords | undefined;
  /** Makes the id of a message that came without one. */
  readonly newId: () => string;
}

/**
 * Context that is kept with an event. Addresses and browser fingerprints are not, so nothing is made of `direct`, by
 * which a server asks for its own address to be noted; consent goes to a ledger of its own.
 */
const keptContext = ['campaign', 'page', 'locale', 'timezone', 'app', 'channel'];

const identity = writtenId(longestIdentity);
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
  // Segment promises 100; a longer one is refused, not cut, as cutting can make two of them one.
  messageId: writtenId(200),
  event: shortText,
  name: shortText,
  category: shortText,
  timestamp: instant.optional(),
  originalTimestamp: instant.optional(),
  properties: object.optional(),
  traits: object.optional(),
  context: object.optional(),
  integrations: object.optional(),
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
  const unkept = tooMuchOf(raw);
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
  // An alias says whose earlier id `previousId` was; RudderStack and analytics.js may put it under `anonymousId`.
  const anonymousId = type === 'alias' ? (call.previousId ?? call.anonymousId) : call.anonymousId;
  const people = { userId: idIn(call.userId), anonymousId: idIn(anonymousId) };
  if (people.userId === undefined && (people.anonymousId === undefined || type === 'alias'))
    return refuse('NO_IDENTITY', identityMissing(type));
  if (type === 'track' && !call.event)
    return refuse('NO_EVENT_NAME', 'A track call names what happened in `event`; it is missing or empty.');
  if (type === 'group' && idIn(call.groupId) === undefined)
    return refuse('NO_GROUP', 'A group call names the group in `groupId`; it is missing or empty.');
  const reported = reportIn(type, call, people, around);
  // Whose household somebody is of, is said of them; other groups are what they did.
  const known = reported.household === undefined ? typeOfCall[type] : 'IDENTIFIED';
  if (known === 'IDENTIFIED' || known === 'CUSTOM') return { event: { ...reported, type: known } };
  const read = readReported(reported, around.words, known);
  if ('messageId' in read) return { event: read };
  const refused = refuse('INVALID_EVENT', inWords(read), !read.isClosed);
  return read.isClosed ? refused : { rejection: { ...refused.rejection, reported } };
}

function identityMissing(type: CallType): string {
  return type === 'alias'
    ? 'An alias names the person in `userId`; it is missing or empty.'
    : 'There is neither userId nor anonymousId; send at least one.';
}

/** Types that the kind of call says. What a `track` means stands in its name. */
const typeOfCall: Readonly<Record<CallType, EventType | undefined>> = {
  track: undefined,
  page: 'PAGE_VIEWED',
  screen: 'PAGE_VIEWED',
  identify: 'IDENTIFIED',
  alias: 'IDENTIFIED',
  group: 'CUSTOM',
};

function reportIn(
  type: CallType,
  call: Call,
  people: Pick<EventEnvelope, 'userId' | 'anonymousId'>,
  around: Surroundings,
): ReportedEvent {
  const context = merged(around.context, call.context);
  const happenedAt = timeIn(call.originalTimestamp) ?? timeIn(call.timestamp);
  const sentAt = timeIn(call.sentAt) ?? timeIn(around.sentAt);
  const { at, clock } = occurrence(around.receivedAt, happenedAt, sentAt);
  const told = toldBy(type, call, context);
  // One literal, not spreads: this runs for every event there is.
  return {
    messageId: idIn(call.messageId) ?? around.newId(),
    name: told.name,
    userId: people.userId,
    anonymousId: people.anonymousId,
    occurredAt: at,
    otherIds: otherIdsIn(told.traits, context['externalIds']),
    traits: told.traits,
    household: told.household,
    properties: told.properties,
    context: kept(context, merged(around.integrations, call.integrations), clock),
    consent: consentIn(context),
  };
}

/** What this kind of call says happened, in the sender's words. */
function toldBy(
  type: CallType,
  call: Call,
  context: JsonObject,
): Pick<EventEnvelope, 'name' | 'traits' | 'household' | 'properties'> {
  const properties = call.properties ?? nothing;
  switch (type) {
    case 'track':
      return { name: call.event ?? '', properties };
    case 'page':
    case 'screen':
      return { name: call.name ? call.name : type, properties: withCategory(call, properties) };
    case 'identify':
      return identified(flatTraits(call.traits ?? objectIn(context['traits'])));
    case 'alias':
      return { name: type };
    case 'group':
      return grouped(call);
  }
}

function identified(traits: Traits) {
  return { name: 'identify', traits, household: householdIn(traits) };
}

/** A household is told by its members, and its id is as personal as theirs. */
function grouped(call: Call): Pick<EventEnvelope, 'name' | 'household' | 'properties'> {
  const groupId = idIn(call.groupId) ?? null;
  const household = isHousehold(call.traits) && groupId !== null ? normalHousehold(groupId) : null;
  if (household === null) return { name: 'group', properties: { groupId, ...groupTraits(call) } };
  return { name: 'group', household, properties: { householdId: household, ...groupTraits(call) } };
}

/** analytics.js puts a page's category among its properties itself; other clients leave it beside them. */
function withCategory({ category }: Call, properties: JsonObject): JsonObject {
  return category && properties['category'] === undefined ? { ...properties, category } : properties;
}

function groupTraits({ traits }: Call): JsonObject {
  return traits ? { traits } : nothing;
}

/** What the batch says for all of its events, under what the event says itself. */
function merged(shared: JsonObject | undefined, own: JsonObject | null | undefined): JsonObject {
  return shared ? { ...shared, ...own } : (own ?? nothing);
}

/** Where and what is wrong. Zod's own sentences name types, never values. */
function describe(error: z.ZodError): string {
  const problems = error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'the event'}: ${message}`);
  return `This is not an event as Segment defines it: ${problems.join('; ')}.`;
}

/** Milliseconds since the epoch of what is written as a moment. */
function timeIn(value: unknown): number | undefined {
  return typeof value === 'string' ? readInstant(value) : undefined;
}

function messageIdIn(raw: unknown): string | null {
  const id = objectIn(raw)['messageId'];
  return typeof id === 'string' || typeof id === 'number' ? String(id).slice(0, 200) : null;
}

function consentIn({ consent }: JsonObject): ConsentSignals | undefined {
  return consent === undefined ? undefined : { context: consent };
}

function kept(context: JsonObject, integrations: JsonObject, clock: JsonObject | null): JsonObject | null {
  const entries: [string, Json][] = [];
  for (const key of keptContext) {
    const value = context[key];
    if (value !== undefined) entries.push([key, value]);
  }
  // "Segment.io" is whom analytics.js believes it talks to: us.
  const { 'Segment.io': _us, ...others } = integrations;
  if (Object.keys(others).length > 0) entries.push(['integrations', others]);
  if (clock) entries.push(['clock', clock]);
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectIn(value: unknown): JsonObject {
  return isObject(value) ? value : nothing;
}

const nothing: JsonObject = {};
