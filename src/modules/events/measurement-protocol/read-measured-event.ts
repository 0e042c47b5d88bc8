import { createHash } from 'node:crypto';
import type { ConsentSignals } from '../../../models/consent/consent-signals.js';
import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import type { TenantWords } from '../../../models/event/event-mapping.js';
import type { ReportedEvent } from '../../../models/event/reported-event.js';
import type { RejectionCode } from '../events.errors.js';
import { occurrence } from '../occurrence.js';
import { tooMuchOf } from '../too-much.js';
import { inWords, readReported } from '../vocabulary/read-reported.js';
import { complaintsOf, type Complaint } from './complaint.js';
import { measuredEventSchema, type MeasurementRequest } from './measurement-schema.js';

/** Why an event was not understood. */
export interface Refused {
  readonly code: RejectionCode;
  readonly complaints: readonly Complaint[];
  /** What is understood of it, where nothing but what happened is not. */
  readonly reported?: ReportedEvent | undefined;
  /** Its content is not to be kept. */
  readonly isUnkept?: boolean;
}

/** Reads the event at this position of a request. Nothing throws. */
export function readMeasuredEvent(
  raw: unknown,
  position: number,
  request: MeasurementRequest,
  people: Pick<EventEnvelope, 'anonymousId' | 'userId'>,
  around: { readonly receivedAt: number; readonly words?: TenantWords | undefined },
): EventEnvelope | Refused {
  const fieldPath = `events[${position}]`;
  const tooMuch = tooMuchOf(raw);
  if (tooMuch) {
    const { code, message: description } = tooMuch;
    return { code, complaints: [{ fieldPath, description, validationCode: 'VALUE_OUT_OF_BOUNDS' }] };
  }
  const { data, error } = measuredEventSchema.safeParse(raw);
  if (!data) return misshapen(complaintsOf(error, fieldPath));
  const { name, params, timestamp_micros: ownMicros } = data;
  const micros = ownMicros ?? request.timestamp_micros ?? undefined;
  const { at, clock } = occurrence(around.receivedAt, micros && micros / 1_000);
  const reported: ReportedEvent = {
    messageId: messageIdOf(position, request, raw),
    name,
    ...people,
    occurredAt: at,
    properties: params ?? {},
    context: clock && { clock },
    consent: consentIn(request),
  };
  const read = readReported(reported, around.words);
  if ('messageId' in read) return read;
  const complaint = { fieldPath: `${fieldPath}.params`, description: inWords(read), validationCode: 'VALUE_INVALID' } as const; // prettier-ignore
  return { code: 'INVALID_EVENT', complaints: [complaint], reported: read.isClosed ? undefined : reported, isUnkept: read.isClosed }; // prettier-ignore
}

function misshapen(complaints: readonly Complaint[]): Refused {
  const isNameless = complaints.some(({ fieldPath }) => fieldPath.endsWith('.name'));
  return { code: isNameless ? 'NO_EVENT_NAME' : 'UNKNOWN_SHAPE', complaints };
}

/**
 * The protocol has no id for an event, and a sender that got no answer sends the same again. So an event's own content
 * is its id: with who did it, when it is said to have happened, and its place in the request, as one request may well
 * hold two that are alike. The price: what is alike to the last letter counts once even where it happened twice;
 * `timestamp_micros` tells the two apart.
 */
function messageIdOf(position: number, request: MeasurementRequest, raw: unknown): string {
  const { client_id, app_instance_id, user_id, timestamp_micros } = request;
  const content = JSON.stringify([position, client_id, app_instance_id, user_id, timestamp_micros, raw]);
  return `mp-${createHash('sha256').update(content).digest('base64url')}`;
}

function consentIn({ consent }: MeasurementRequest): ConsentSignals | undefined {
  const { ad_user_data = null, ad_personalization = null } = consent ?? {};
  return consent && { ga4: { ad_user_data, ad_personalization } };
}
