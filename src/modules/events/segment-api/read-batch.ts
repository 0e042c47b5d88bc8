import { z } from 'zod';
import type { EventEnvelope, JsonObject } from '../../../models/event/event-envelope.js';
import type { Rejection } from '../events.errors.js';
import { mostEvents, tooMuchOf } from '../too-much.js';
import { parseEvent, type Surroundings } from './parse-event.js';

/** What the root says is kept with each event: were it as large as an event, a batch would grow a hundredfold. */
const largestSharedBytes = 8 * 1024;

/** An event of a batch that was not understood. */
export interface RejectedOne extends Rejection {
  /** Place in the batch, from 0. */
  readonly index: number;
}

/** A batch, understood as far as it can be. */
export interface Batch {
  readonly events: readonly EventEnvelope[];
  readonly rejections: readonly RejectedOne[];
}

const object = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const batchSchema = z.object({
  batch: z.array(z.unknown()),
  sentAt: z.unknown().optional(),
  context: object.optional().catch(undefined),
  integrations: object.optional().catch(undefined),
});

/** Reads a batch in Segment's format. Any value leads to a batch or to the reason why there is none; nothing throws. */
export function readBatch(
  json: unknown,
  around: Pick<Surroundings, 'receivedAt' | 'newId' | 'words'>,
): Batch | { refused: Rejection } {
  const parsed = batchSchema.safeParse(json).data;
  if (!parsed) return { refused: noBatch(json) };
  const { batch, ...shared } = parsed;
  const tooMuch = tooMuchOf([shared.context, shared.integrations], largestSharedBytes);
  if (tooMuch)
    return { refused: { ...tooMuch, message: sharedTooMuch, messageId: null, payload: undefined } };
  const events: EventEnvelope[] = [];
  const rejections: RejectedOne[] = [];
  batch.slice(0, mostEvents).forEach((raw, index) => {
    const read = parseEvent(raw, { ...around, ...shared });
    if ('event' in read) events.push(read.event);
    else rejections.push({ ...read.rejection, index });
  });
  if (batch.length > mostEvents) rejections.push(tailOf(batch));
  return { events, rejections };
}

const sharedTooMuch =
  'The context and integrations at the root of the batch are more than 8 KB, or nested too deep; send with each event what is its own.';

function noBatch(json: unknown): Rejection {
  return {
    code: 'UNKNOWN_SHAPE',
    message: 'A batch is an object with a list `batch` of events; this is something else.',
    messageId: null,
    payload: tooMuchOf(json) ? undefined : json,
  };
}

/** One word for all that is too many: a list of a hundred thousand would cost more than the batch. */
function tailOf(batch: readonly unknown[]): RejectedOne {
  const tail = batch.slice(mostEvents);
  return {
    index: mostEvents,
    code: 'BATCH_TOO_LONG',
    message: `A batch holds at most ${mostEvents} events; the last ${tail.length} were not read: send them in another.`,
    messageId: null,
    payload: tooMuchOf(tail) ? undefined : tail,
  };
}
