import { z } from 'zod';
import { sentKinds } from '../profile/identity.entity.js';
import type { EventEnvelope } from './event-envelope.js';

const properties = z.record(z.string(), z.json());
const traitValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/**
 * An event of which all is understood but what happened: who, when and under which id, whatever format it came in. Kept
 * with an event that its type's schema refused, so that it can be understood anew once the tenant's words are mended.
 */
export type ReportedEvent = Omit<EventEnvelope, 'type' | 'vehicleNames' | 'vehicle'>;

/** The same, read again from where it was kept. */
export const reportedEventSchema: z.ZodType<ReportedEvent> = z.object({
  messageId: z.string(),
  name: z.string(),
  anonymousId: z.string().optional(),
  userId: z.string().optional(),
  otherIds: z
    .array(z.object({ kind: z.enum(sentKinds), value: z.string(), isVerified: z.boolean() }))
    .optional(),
  occurredAt: z.number(),
  traits: z.record(z.string(), traitValue).optional(),
  properties: properties.optional(),
  context: properties.nullish(),
  consent: z
    .object({ context: z.unknown().optional(), ga4: z.unknown().optional(), gpc: z.boolean().optional() })
    .optional(),
});
