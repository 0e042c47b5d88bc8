import type { Json, JsonObject } from '../../models/event/event-envelope.js';
import type { Traits, TraitValue } from '../../models/profile/profile-history.js';

/**
 * Traits as rules read them: texts, numbers, truths and lists of texts. An object becomes traits of its own,
 * `address.city`; what cannot be read by a rule is left out.
 */
export function flatTraits(said: JsonObject, prefix = ''): Traits {
  const traits: [string, TraitValue][] = [];
  for (const [key, value] of Object.entries(said)) {
    const name = `${prefix}${key}`;
    if (name.length > 200) continue;
    if (isList(value)) traits.push([name, value.filter((item) => typeof item === 'string')]);
    else if (typeof value === 'object' && value !== null)
      traits.push(...Object.entries(flatTraits(value, `${name}.`)));
    // JSON writes 1e999, which nothing else can.
    else if (typeof value !== 'number' || Number.isFinite(value)) traits.push([name, value]);
  }
  return Object.fromEntries(traits);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
