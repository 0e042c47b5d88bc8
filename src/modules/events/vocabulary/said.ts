import type { Json, JsonObject } from '../../../models/event/event-envelope.js';
import { plainName } from '../../../models/event/vocabulary/plain-name.js';
import { saysNothing } from '../../../models/event/vocabulary/values.js';

/** What an event's properties say, each under its plain name. */
export type Said = ReadonlyMap<string, Json>;

/**
 * Every property once, under its plain name: on the event itself, in `vehicle`, or in the first of its products or items.
 * What stands nearer to the event wins; what says nothing ("", "NA", null) is passed over.
 */
export function saidIn(properties: JsonObject): Said {
  const said = new Map<string, Json>();
  const { vehicle, products, items, content_ids: contentIds } = properties;
  for (const source of [properties, vehicle, firstOf(products), firstOf(items)]) {
    if (!isObject(source)) continue;
    for (const [key, value] of Object.entries(source)) {
      if (value === null || (typeof value === 'string' && saysNothing(value))) continue;
      const name = plainName(key);
      if (!said.has(name)) said.set(name, value);
    }
  }
  const advertised = firstOf(contentIds);
  if (advertised !== undefined && !said.has('vehicleid')) said.set('vehicleid', advertised);
  return said;
}

function firstOf(list: Json | undefined): Json | undefined {
  return isList(list) ? list[0] : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
