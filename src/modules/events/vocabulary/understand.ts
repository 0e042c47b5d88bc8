import type { z } from 'zod';
import type { Json, JsonObject } from '../../../models/event/event-envelope.js';
import { noWords, type TenantWords } from '../../../models/event/event-mapping.js';
import type { EventType } from '../../../models/event/event-type.js';
import { eventSchemas } from '../../../models/event/vocabulary/event-schemas.js';
import type { EventSchema, SoughtField } from '../../../models/event/vocabulary/event-schema.js';
import type { VehicleFacts } from '../../../models/vehicle/vehicle-facts.js';
import { renamed } from './renamed.js';
import { saidIn, type Said } from './said.js';
import { keyOfName, typeOfName } from './type-of-name.js';
import { vehicleIn } from './vehicle-mention.js';

/** What an event means. */
export interface Understood {
  readonly type: EventType;
  /** As sent, with what the type's schema found under our names; of closed types that alone. */
  readonly properties: JsonObject;
  readonly vehicleNames: readonly string[];
  readonly vehicle: VehicleFacts | null;
  /** Of such an event nothing else is kept either: no context, no facts of its own about a car. */
  readonly isClosed: boolean;
}

/** Why an event of a known type cannot be taken: the field, and what is wrong with it. Never a value that was sent. */
export interface Misspoken {
  readonly type: EventType;
  readonly field: string;
  readonly problem: string;
  /** Its content is not to be kept, as more may stand in it than its type's fields. */
  readonly isClosed: boolean;
}

/**
 * Understands what happened: the tenant's own words first, then every vocabulary we know. Any name and any properties
 * lead to one of three: a type of ours as its schema wants it, CUSTOM, or the field that is wrong.
 * @param known the type, where the sender's protocol says it
 */
export function understand(
  name: string,
  sent: JsonObject,
  words: TenantWords = noWords,
  known?: EventType,
): Understood | Misspoken {
  const mapping =
    known === undefined && words.events.size > 0 ? words.events.get(keyOfName(name)) : undefined;
  const own = mapping ? [...words.properties, ...mapping.properties] : words.properties;
  const properties = own.length === 0 ? sent : renamed(sent, own);
  const type = known ?? mapping?.type ?? typeOfName(name, properties);
  const said = saidIn(properties);
  const schema = eventSchemas[type];
  const isClosed = schema?.isClosed ?? false;
  const fields = schema ? checked(schema, said) : nothing;
  if ('issue' in fields) return { type, ...fields.issue, isClosed };
  const car = vehicleIn(said);
  return {
    type,
    properties: isClosed ? fields.found : withFields(properties, fields.found),
    vehicleNames: car.names,
    vehicle: isClosed ? null : car.facts,
    isClosed,
  };
}

const nothing = { found: {} };
type Issue = Pick<Misspoken, 'field' | 'problem'>;

/** The fields an event of this kind says, or what is wrong with the first that is. */
function checked(
  { sought, fields, asksNothing }: EventSchema,
  said: Said,
): { found: JsonObject } | { issue: Issue } {
  const told = sought.map((one) => [one.field, toldOf(said, one)] as const);
  if (asksNothing && told.every(([, value]) => value === undefined)) return nothing;
  const parsed = fields.safeParse(Object.fromEntries(told));
  if (!parsed.success) return { issue: issueOf(parsed.error) };
  const found: [string, Json][] = [];
  for (const [field, value] of Object.entries(parsed.data))
    if (value !== undefined) found.push([field, value]);
  return { found: Object.fromEntries(found) };
}

/** The best that can be read; where none can, the first that is said, so that what is wrong with it can be told. */
function toldOf(said: Said, { names, reads }: SoughtField): Json | undefined {
  let first: Json | undefined;
  for (const name of names) {
    const value = said.get(name);
    if (value === undefined) continue;
    if (reads(value)) return value;
    first ??= value;
  }
  return first;
}

function issueOf({ issues: [first] }: z.ZodError): Issue {
  return {
    field: String(first?.path[0] ?? 'properties'),
    problem: first?.message ?? 'is not as it should be',
  };
}

/** The properties with our fields among them; the same object where they say so already. */
function withFields(properties: JsonObject, found: JsonObject): JsonObject {
  const news = Object.entries(found).filter(([field, value]) => properties[field] !== value);
  return news.length === 0 ? properties : { ...properties, ...Object.fromEntries(news) };
}
