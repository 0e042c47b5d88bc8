import type { RejectionCode } from './events.errors.js';

/** Largest event, in bytes of JSON; Segment's limit. */
export const largestEventBytes = 32 * 1024;
/** Most events of one request; Segment's limit of a batch. */
export const mostEvents = 2_500;
/** Deepest nesting kept; far beyond any event in use, far below what a database can hold. */
const deepestEvent = 32;

/** Why a value is too much to be an event, or to be kept at all; undefined where it is not. */
export function tooMuchOf(
  raw: unknown,
  mostBytes = largestEventBytes,
): { code: RejectionCode; message: string } | undefined {
  if (isDeeperThan(raw, deepestEvent)) {
    const message = `The event is nested more than ${deepestEvent} levels deep; flatten it.`;
    return { code: 'EVENT_TOO_DEEP', message };
  }
  if (Buffer.byteLength(JSON.stringify(raw ?? null)) <= mostBytes) return undefined;
  const message = `The event is larger than ${mostBytes / 1024} KB; send less with it.`;
  return { code: 'EVENT_TOO_LARGE', message };
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const inner: unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const one of inner) if (isDeeperThan(one, levels - 1)) return true;
  return false;
}
