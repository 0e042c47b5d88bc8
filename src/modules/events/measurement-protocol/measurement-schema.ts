import { z } from 'zod';
import type { JsonObject } from '../../../models/event/event-envelope.js';
import { longestIdentity, writtenId } from '../written-id.js';

const objectSchema = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);
// As text only: a number 1234567.10 arrives without its zero, and as somebody else.
const clientId = z
  .string('must be text')
  .max(longestIdentity, `must be at most ${longestIdentity} characters`)
  .nullish();
const microseconds = z
  .union(
    [
      z.number().min(0).max(1e17),
      z
        .string()
        .regex(/^\d{1,17}$/)
        .transform(Number),
    ],
    'must be microseconds since 1970',
  ) // prettier-ignore
  .nullish();
const consentWord = z.string().max(20).optional().catch(undefined);

/** A request of the Measurement Protocol, as far as we read it. */
export const requestSchema = z.object({
  client_id: clientId,
  /** What apps send in place of `client_id`. */
  app_instance_id: clientId,
  user_id: writtenId(longestIdentity),
  timestamp_micros: microseconds,
  user_properties: z.record(z.string(), z.object({ value: z.unknown() })).nullish(),
  consent: z.object({ ad_user_data: consentWord, ad_personalization: consentWord }).optional().catch(undefined),
  events: z.array(z.unknown(), 'must be a list of events').min(1, 'must hold at least one event'),
}); // prettier-ignore
export type MeasurementRequest = z.output<typeof requestSchema>;

/** One of its events. */
export const measuredEventSchema = z.object({
  name: z.string().min(1, 'must not be empty').max(300, 'must be at most 300 characters'),
  params: objectSchema.nullish(),
  /** Goes before that of the request. */
  timestamp_micros: microseconds,
});
