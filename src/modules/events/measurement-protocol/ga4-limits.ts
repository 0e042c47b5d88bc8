import { z } from 'zod';
import { tooMuchOf } from '../too-much.js';
import type { Complaint, ValidationCode } from './complaint.js';
import { requestSchema } from './measurement-schema.js';

/** GA4's own limits. We record what breaks them all the same: a loss over there is no reason for one here. */
const most = { events: 25, params: 25, name: 40, value: 100, bodyBytes: 130_000 };

const eventSchema = z.object({ name: z.string(), params: z.record(z.string(), z.unknown()).nullish() });

/** What Google Analytics would not take of a request that we do; for whoever sends the same to both. */
export function beyondGa4(json: unknown): Complaint[] {
  const { data: request } = requestSchema.safeParse(json);
  if (!request) return [];
  const told: Complaint[] = [];
  const tell = (fieldPath: string, validationCode: ValidationCode, what: string) =>
    told.push({ fieldPath, validationCode, description: `Recorded here, but not by GA4: ${what}` });
  if (tooMuchOf(json, most.bodyBytes))
    tell('', 'VALUE_OUT_OF_BOUNDS', 'the request is larger than 130 kB, or nested very deep.');
  if (!request.client_id && !request.app_instance_id)
    tell('client_id', 'VALUE_REQUIRED', 'there is no client_id.');
  if (request.events.length > most.events)
    tell('events', 'EXCEEDED_MAX_ENTITIES', `there are more than ${most.events} events.`);
  request.events.slice(0, most.events).forEach((raw, position) => {
    const { data: event } = eventSchema.safeParse(raw);
    if (!event) return;
    const at = `events[${position}]`;
    if (!isName(event.name)) tell(`${at}.name`, 'NAME_INVALID', nameRule);
    const params = Object.entries(event.params ?? {});
    if (params.length > most.params)
      tell(`${at}.params`, 'EXCEEDED_MAX_ENTITIES', `there are more than ${most.params} params.`);
    if (!params.every(([key]) => isName(key))) tell(`${at}.params`, 'NAME_INVALID', nameRule);
    if (params.some(([key, value]) => typeof value === 'string' && value.length > longestOf(key)))
      tell(`${at}.params`, 'VALUE_OUT_OF_BOUNDS', `a value is longer than ${most.value} characters.`);
  });
  return told;
}

const nameRule = `a name begins with a letter, goes on in letters, digits and underscores, and has at most ${most.name} characters.`;

function isName(name: string): boolean {
  return /^[A-Za-z]\w*$/.test(name) && name.length <= most.name;
}

/** Addresses and titles of pages may be longer. */
function longestOf(param: string): number {
  if (param === 'page_location') return 1_000;
  if (param === 'page_referrer') return 420;
  return param === 'page_title' ? 300 : most.value;
}
