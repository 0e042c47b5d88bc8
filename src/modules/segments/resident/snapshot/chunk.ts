import { z } from 'zod';
import { eventTypes } from '../../../../models/event/event-type.js';
import type { LogPosition } from '../../../../models/event/log-entry.js';
import { vehicleFactsSchema } from '../../../../models/vehicle/vehicle-facts.js';
import type { Columns } from '../../engine/columns.js';
import type { EventFacts } from '../../meaning/deed-fits.js';

/** Bytes of a number in `at`: it comes first behind the head and begins at a multiple of this. */
const widest = 8;

const position = z.object({ xid: z.int().min(0), seq: z.int().min(0) });
const beginningSchema = z.object({ from: position });
const kindSchema = z.object({
  type: z.enum(eventTypes),
  name: z.string(),
  vehicle: vehicleFactsSchema.nullable(),
  properties: z.record(z.string(), z.unknown()).optional(),
});
const headSchema = z.object({
  tenantId: z.uuid(),
  place: position,
  properties: z.array(z.string()),
  kinds: z.array(kindSchema),
  people: z.int().min(0),
  events: z.int().min(0),
});

/** Some people of a tenant, as a snapshot holds them. */
export interface Chunk {
  readonly tenantId: string;
  /** As of which place in the log they are. */
  readonly place: LogPosition;
  /** Names of the properties that are held of what they did. */
  readonly properties: readonly string[];
  /** Kinds that no chunk of the tenant had before; numbers go on. */
  readonly kinds: readonly EventFacts[];
  readonly columns: Columns;
}

/** What a snapshot begins with. @param from no chunk is of an earlier place */
export function beginningBytes(from: LogPosition): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ from: { xid: from.xid, seq: from.seq } }));
}

/** @throws when it is none */
export function readBeginning(bytes: Uint8Array): LogPosition {
  return beginningSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).from;
}

/** The length of the head, the head as JSON filled up with blanks, and the columns as they lie in memory. */
export function chunkBytes({ columns, ...head }: Chunk): Uint8Array {
  const { ids, lengths, at, kind } = columns;
  const said = { ...head, place: { xid: head.place.xid, seq: head.place.seq }, people: lengths.length, events: at.length }; // prettier-ignore
  const text = new TextEncoder().encode(JSON.stringify(said));
  const headLength = Math.ceil((4 + text.length) / widest) * widest;
  const parts = [at, ids, lengths, kind];
  const bytes = new Uint8Array(headLength + parts.reduce((sum, part) => sum + part.byteLength, 0)).fill(0x20, 0, headLength); // prettier-ignore
  new DataView(bytes.buffer).setUint32(0, headLength, true);
  bytes.set(text, 4);
  let place = headLength;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), place);
    place += part.byteLength;
  }
  return bytes;
}

/**
 * Reads what `chunkBytes` made; the columns lie in the bytes that are given.
 * @param bytes that begin where their buffer does
 * @throws when it is none
 */
export function readChunk({ buffer, byteLength }: Uint8Array<ArrayBuffer>): Chunk {
  const headLength = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, headLength - 4));
  const { people, events, ...head } = headSchema.parse(JSON.parse(text));
  if (headLength + events * 12 + people * 20 !== byteLength) throw new RangeError('A part is of another length than it says.'); // prettier-ignore
  const ids = headLength + events * 8;
  const lengths = ids + people * 16;
  return {
    ...head,
    columns: {
      at: new Float64Array(buffer, headLength, events),
      ids: new Uint32Array(buffer, ids, people * 4),
      lengths: new Uint32Array(buffer, lengths, people),
      kind: new Uint32Array(buffer, lengths + people * 4, events),
    },
  };
}
