import type { Json, JsonObject } from '../../../models/event/event-envelope.js';
import type { PropertyMapping } from '../../../models/event/event-mapping.js';

/**
 * The properties with what a tenant calls otherwise under our names too. The tenant's word goes before a property that
 * has our name by chance.
 */
export function renamed(properties: JsonObject, mappings: readonly PropertyMapping[]): JsonObject {
  const found = mappings.flatMap(({ from, to }): [string, Json][] => {
    const value = at(properties, from);
    return value === undefined ? [] : [[to, value]];
  });
  return found.length === 0 ? properties : { ...properties, ...Object.fromEntries(found) };
}

/** A property by its own name, or else by the path to it. */
function at(properties: JsonObject, path: string): Json | undefined {
  if (Object.hasOwn(properties, path)) return properties[path];
  let value: Json | undefined = properties;
  for (const step of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
