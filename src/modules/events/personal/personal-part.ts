import type { Json, JsonObject } from '../../../models/event/event-envelope.js';
import { isPersonalName } from '../../../models/event/personal-names.js';

/** An object in two: what is about a person, null where nothing is, and the rest. */
export interface Parted {
  readonly plain: JsonObject;
  readonly personal: JsonObject | null;
}

/** An e-mail address (as it stands in a link, too) or a telephone number with its country, anywhere in a text. */
const reach = /[^\s@]@[^\s@]+\.[^\s@]|%40|\+\d[\d ().-]{6,}\d/i;

/**
 * Takes out of an object what is about a person: values under names that say so, and texts that hold an e-mail address or
 * telephone number. Where nothing does, the object itself is returned.
 */
export function partPersonal(object: JsonObject): Parted {
  if (!holdsPersonal(object)) return { plain: object, personal: null };
  const plain: [string, Json][] = [];
  const personal: [string, Json][] = [];
  for (const [name, value] of Object.entries(object)) {
    if (isPersonalName(name)) personal.push([name, value]);
    else if (isObject(value)) {
      const inner = partPersonal(value);
      plain.push([name, inner.plain]);
      if (inner.personal) personal.push([name, inner.personal]);
    } else (holdsPersonal(value) ? personal : plain).push([name, value]);
  }
  return { plain: Object.fromEntries(plain), personal: Object.fromEntries(personal) };
}

/** The object as it was before it was parted. */
export function joinPersonal({ plain, personal }: Parted): JsonObject {
  if (personal === null) return plain;
  const joined = new Map(Object.entries(plain));
  for (const [name, value] of Object.entries(personal)) {
    const rest = joined.get(name);
    const isBoth = isObject(rest) && isObject(value);
    joined.set(name, isBoth ? joinPersonal({ plain: rest, personal: value }) : value);
  }
  return Object.fromEntries(joined);
}

function holdsPersonal(value: Json): boolean {
  if (typeof value === 'string') return reach.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (!isObject(value)) return value.some(holdsPersonal);
  for (const name of Object.keys(value)) {
    if (isPersonalName(name)) return true;
    const inner = value[name];
    if (inner !== undefined && holdsPersonal(inner)) return true;
  }
  return false;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
