import { z } from 'zod';
import type { EventEnvelope, Json } from '../../../models/event/event-envelope.js';
import type { TenantWords } from '../../../models/event/event-mapping.js';
import type { Rejection, RejectionCode } from '../events.errors.js';
import { flatTraits } from '../flat-traits.js';
import { mostEvents, tooMuchOf } from '../too-much.js';
import { idIn } from '../written-id.js';
import { complaintsOf, rejectionOf, type Complaint } from './complaint.js';
import { requestSchema, type MeasurementRequest } from './measurement-schema.js';
import { readMeasuredEvent } from './read-measured-event.js';

/** A request of GA4's Measurement Protocol, understood as far as it can be. */
export interface Measurement {
  readonly events: readonly EventEnvelope[];
  /** What is kept aside. */
  readonly rejections: readonly Rejection[];
  /** The same in GA4's words. */
  readonly complaints: readonly Complaint[];
}

/** When it came, and what its tenant calls things. */
interface Around {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly words?: TenantWords | undefined;
}

/** Reads a request of the Measurement Protocol. Any value leads to events or to reasons why not; nothing throws. */
export function readMeasurement(json: unknown, around: Around): Measurement {
  const { data: request, error } = requestSchema.safeParse(json);
  if (!request) return refused(json, 'UNKNOWN_SHAPE', complaintsOf(error));
  const people = peopleIn(request);
  if (people.anonymousId === undefined && people.userId === undefined)
    return refused(json, 'NO_IDENTITY', [nobody]);
  if (tooMuchOf(request.user_properties)) return refused(json, 'EVENT_TOO_LARGE', [tooManyProperties]);
  const events: EventEnvelope[] = [];
  const rejections: Rejection[] = [];
  const complaints: Complaint[] = [];
  const take = (raw: unknown, position: number) => {
    const read = readMeasuredEvent(raw, position, request, people, around);
    if ('messageId' in read) return void events.push(read);
    complaints.push(...read.complaints);
    rejections.push({
      ...rejectionOf(read.code, read.complaints, read.isUnkept ? undefined : raw),
      reported: read.reported,
    });
  };
  request.events.slice(0, mostEvents).forEach(take);
  if (request.events.length > mostEvents) {
    rejections.push(rejectionOf('BATCH_TOO_LONG', [tooLong], request.events.slice(mostEvents)));
    complaints.push(tooLong);
  }
  return { events: withTraits(events, request), rejections, complaints };
}

const nobody: Complaint = {
  fieldPath: 'client_id',
  description: 'There is neither client_id (or app_instance_id) nor user_id; send at least one.',
  validationCode: 'VALUE_REQUIRED',
};
const tooManyProperties: Complaint = {
  fieldPath: 'user_properties',
  description: 'The user properties are larger than 32 KB, or nested too deep; send fewer.',
  validationCode: 'VALUE_OUT_OF_BOUNDS',
};
const tooLong: Complaint = {
  fieldPath: 'events',
  description: `A request holds at most ${mostEvents} events; those beyond were not read.`,
  validationCode: 'EXCEEDED_MAX_ENTITIES',
};

function refused(json: unknown, code: RejectionCode, complaints: readonly Complaint[]): Measurement {
  return { events: [], rejections: [rejectionOf(code, complaints, json)], complaints };
}

function peopleIn({ client_id, app_instance_id, user_id }: MeasurementRequest) {
  return { anonymousId: idIn(client_id) ?? idIn(app_instance_id), userId: idIn(user_id) };
}

const json = z.json();

/** `user_properties: { tier: { value: "gold" } }` as the trait `tier`, told with the first of the events. */
function withTraits(events: readonly EventEnvelope[], { user_properties: said }: MeasurementRequest) {
  const [first, ...others] = events;
  if (!first || !said) return events;
  const values = Object.entries(said).map(([key, { value }]): [string, Json] => [
    key,
    json.catch(null).parse(value),
  ]);
  return [{ ...first, traits: flatTraits(Object.fromEntries(values)) }, ...others];
}
