import type { RejectionCode } from './events.errors.js';

/** Largest event, in bytes of JSON; Segment's limit. */
export const largestEventBytes = 32 * 1024;
/** Most events of one request; Segment's limit of a batch. */
export const mostEvents = 2_500;
/** Deepest nesting kept; far beyond any event in use, far below what a database can hold. */
const deepestEvent = 32;

/** Most bytes a character of a text takes up in JSON: written as an escape. */
const bytesOfCharacter = 6;
/** More than any number, truth or null takes up, and than what stands around one value or name. */
const bytesOfValue = 28;

/** Why a value is too much to be an event, or to be kept at all; undefined where it is not. */
export function tooMuchOf(
  raw: unknown,
  mostBytes = largestEventBytes,
): { code: RejectionCode; message: string } | undefined {
  const bound = mostBytesOf(raw, deepestEvent);
  if (bound === Infinity) {
    const message = `The event is nested more than ${deepestEvent} levels deep; flatten it.`;
    return { code: 'EVENT_TOO_DEEP', message };
  }
  // Most events are far below the limit even at the worst; only the others have to be written out to be measured.
  if (bound <= mostBytes || Buffer.byteLength(JSON.stringify(raw ?? null)) <= mostBytes) return undefined;
  const message = `The event is larger than ${mostBytes / 1024} KB; send less with it.`;
  return { code: 'EVENT_TOO_LARGE', message };
}

/** No fewer bytes than the value takes up as JSON; infinite where it is nested deeper than so many levels. */
function mostBytesOf(value: unknown, levels: number): number {
  if (typeof value === 'string') return bytesOfValue + value.length * bytesOfCharacter;
  if (!isObject(value)) return bytesOfValue;
  if (levels === 0) return Infinity;
  let bytes = bytesOfValue;
  if (Array.isArray(value)) {
    for (const inner of value) bytes += mostBytesOf(inner, levels - 1);
    return bytes;
  }
  // Not `Object.entries`, which makes an array for each: every event is looked through.
  for (const name of Object.keys(value))
    bytes += name.length * bytesOfCharacter + mostBytesOf(value[name], levels - 1);
  return bytes;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
