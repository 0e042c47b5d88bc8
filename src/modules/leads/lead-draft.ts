import { v5 as uuidv5 } from 'uuid';
import type { Caller } from '../../models/caller.js';
import type { EventEnvelope, JsonObject } from '../../models/event/event-envelope.js';
import type { LogEntry } from '../../models/event/log-entry.js';
import type { LeadWish } from '../../models/lead/lead-wish.js';
import type { ProfileHistory } from '../../models/profile/profile-history.js';
import type { OfferedCar } from '../../models/trade-in/trade-in.js';
import type { NewLead } from './lead-problems.js';
import { dealerAskedIn, readWish } from './read-wish.js';

/** A lead about to be made: who asks for what, before it is scored. */
export interface LeadDraft extends LeadWish {
  readonly id: string;
  readonly tenantId: string;
  /** The profile as it is now. */
  readonly profileId: string;
  /** The identity the hand was raised under: whose lead it is, wherever that leads. */
  readonly identityId: string;
  readonly sourceId: string;
  readonly vehicleId: string | null;
  /** What that car is, or what car was named where none of the stock was. */
  readonly make: string | null;
  readonly model: string | null;
  /** The dealer it came for by name; null where it named none. */
  readonly askedDealerId: string | null;
  /** It was raised long before we heard of it, so that nobody is to be called back for it. */
  readonly isHistory: boolean;
  /** When we heard of it; milliseconds since the epoch. */
  readonly createdAt: number;
  /** When it was raised; null where that was not kept. */
  readonly occurredAt: number | null;
  /** It was made before, and is made anew as its person was parted from another: nothing tells what was known of them then. */
  readonly isRemade?: boolean;
  /** It names a user, and nobody proved to be them. */
  readonly isUnproven?: boolean;
}

/** One hand raised, one id: the same message from the same source is the same lead, whichever way it arrives. */
export function leadIdOf(tenantId: string, sourceId: string, messageId: string): string {
  return uuidv5(`lead:${sourceId}:${messageId}`, tenantId);
}

/** The event that says a hand was raised. It holds all that its lead is made of, so the lead survives us. */
export function envelopeOf(lead: NewLead, leadId: string, now: number): EventEnvelope {
  const {
    contact,
    interest,
    message,
    consent,
    place,
    tradeIn,
    vehicleId,
    make,
    model,
    dealerId,
    anonymousId,
    userId,
  } = lead;
  const isKnown = anonymousId !== undefined || userId !== undefined;
  return {
    messageId: lead.idempotencyKey,
    type: 'LEAD_SUBMITTED',
    name: 'Lead Submitted',
    // Someone who came without an id is a new person until `identify` says otherwise.
    anonymousId: isKnown ? anonymousId : `lead-${leadId}`,
    userId,
    occurredAt: raisedAt(lead, now),
    vehicleNames: vehicleId === undefined ? [] : [vehicleId],
    ...(make === undefined && model === undefined ? {} : { vehicle: { make, model } }),
    properties: {
      interest,
      ...(dealerId === undefined ? {} : { dealerId }),
      contact: { ...contact },
      ...(message === null ? {} : { message }),
      ...(consent === null ? {} : { consent: { ...consent } }),
      ...(place ? { place: { ...place } } : {}),
      ...(tradeIn ? { tradeIn: carOf(tradeIn) } : {}),
      ...(lead.trackingToken === undefined ? {} : { trackingToken: lead.trackingToken }),
      ...(lead.isUnproven ? { isUnproven: true } : {}),
    },
  };
}

/**
 * The lead a caller just submitted, of the person it belongs to.
 * @param freshMs what was raised longer than that before `now` is history
 */
export function draftFrom(
  { tenantId, keyId }: Caller,
  lead: NewLead,
  id: string,
  { profileId, identityId }: { readonly profileId: string; readonly identityId: string },
  { now: createdAt, freshMs }: { readonly now: number; readonly freshMs: number },
): LeadDraft {
  const { interest, contact, message, consent, place = null, tradeIn = null, vehicleId, make, model, dealerId } = lead; // prettier-ignore
  const occurredAt = raisedAt(lead, createdAt);
  const isHistory = createdAt - occurredAt > freshMs;
  const car = {
    vehicleId: vehicleId ?? null,
    make: make ?? null,
    model: model ?? null,
    askedDealerId: dealerId ?? null,
  };
  const wish = { interest, contact, message, consent, place, tradeIn, ...car };
  return { ...wish, id, tenantId, profileId, identityId, sourceId: keyId, isHistory, createdAt, occurredAt, isUnproven: lead.isUnproven ?? false }; // prettier-ignore
}

/**
 * The lead in a row of the log, or null where the row is none: another type, or nobody who can be reached.
 * @param freshMs what happened longer than that before we heard of it is history
 */
export function draftOf(entry: LogEntry, freshMs: number): LeadDraft | null {
  const { identityId } = entry;
  if (entry.type !== 'LEAD_SUBMITTED' || identityId === null) return null;
  const wish = readWish(entry.properties);
  if (!wish) return null;
  const { tenantId, sourceId, messageId, currentProfileId: profileId, receivedAt: createdAt } = entry;
  const { vehicleId = null, make = null, model = null } = entry.vehicle ?? {};
  const id = leadIdOf(tenantId, sourceId, messageId);
  const askedDealerId = dealerAskedIn(entry.properties);
  const isHistory = createdAt - entry.occurredAt > freshMs;
  return {
    ...wish,
    id,
    tenantId,
    profileId,
    identityId,
    sourceId,
    vehicleId,
    make,
    model,
    askedDealerId,
    isHistory,
    createdAt,
    occurredAt: entry.occurredAt,
    isUnproven: entry.properties['isUnproven'] === true,
  };
}

/** The history as this lead completes it: what the person just told us counts, also where no trait says it. */
export function withWish(history: ProfileHistory, { contact, interest, tradeIn }: LeadWish): ProfileHistory {
  const told = {
    ...(contact.phone === undefined ? {} : { phone: contact.phone }),
    ...(interest === 'TRADE_IN' || tradeIn ? { tradeIn: true } : {}),
  };
  return { ...history, traits: { ...history.traits, ...told } };
}

/** When a hand was raised: now, unless whoever hands it on says it was before. */
function raisedAt({ occurredAt }: NewLead, now: number): number {
  return occurredAt === undefined ? now : Math.min(occurredAt, now);
}

/** The car as it was offered: what it is worth is no part of what was said. */
function carOf({ band: _band, ...car }: OfferedCar): JsonObject {
  return car;
}
