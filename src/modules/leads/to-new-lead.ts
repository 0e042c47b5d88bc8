import type { LeadContact } from '../../models/lead/lead-wish.js';
import { storableText } from '../platform/storable.js';
import type { NewLead } from './lead-problems.js';
import { toOfferedCar } from './lead-trade-in.graphql.js';
import type { LeadContactInput, SubmitLeadInput } from './leads.graphql.js';

/** A lead out of GraphQL: trimmed, fit for the database, and what is empty left out. */
export function toNewLead({ viewer, contact, consent, ...input }: SubmitLeadInput): NewLead {
  const wording = text(consent?.wording);
  return {
    anonymousId: text(viewer?.anonymousId),
    userId: text(viewer?.userId),
    vehicleId: text(input.vehicleId),
    interest: input.interest,
    contact: toContact(contact),
    message: text(input.message) ?? null,
    consent: consent ? { email: consent.email, phone: consent.phone, ...(wording ? { wording } : {}) } : null,
    place: input.place ?? null,
    tradeIn: input.tradeIn ? toOfferedCar(input.tradeIn) : null,
    trackingToken: text(input.trackingToken),
    idempotencyKey: input.idempotencyKey,
  };
}

function toContact(contact: LeadContactInput): LeadContact {
  const firstName = text(contact.firstName);
  const lastName = text(contact.lastName);
  const email = text(contact.email);
  const phone = text(contact.phone);
  return {
    ...(firstName ? { firstName } : {}),
    ...(lastName ? { lastName } : {}),
    ...(email ? { email } : {}),
    ...(phone ? { phone } : {}),
  };
}

function text(value: string | null | undefined): string | undefined {
  const trimmed = storableText((value ?? '').trim());
  return trimmed === '' ? undefined : trimmed;
}
