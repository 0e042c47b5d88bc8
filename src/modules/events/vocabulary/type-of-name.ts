import type { Json, JsonObject } from '../../../models/event/event-envelope.js';
import { eventTypes, ownEventTypes, type EventType } from '../../../models/event/event-type.js';
import { plainName } from '../../../models/event/vocabulary/plain-name.js';
import { ascNames } from './names/asc-names.js';
import { ga4Names } from './names/ga4-names.js';
import { metaNames } from './names/meta-names.js';
import type { NameTable } from './names/name-table.js';
import { ownNames } from './names/own-names.js';
import { segmentNames } from './names/segment-names.js';

/**
 * Every vocabulary we understand. Left out on purpose: a click towards a car, because the page that follows says so
 * itself.
 */
export const nameTables: Readonly<Record<string, NameTable>> = {
  own: ownNames,
  segment: segmentNames,
  ga4: ga4Names,
  asc: ascNames,
  meta: metaNames,
};

/** Ours alone to write, or no name at all. */
const notNames: readonly EventType[] = ['IDENTIFIED', 'CUSTOM', ...ownEventTypes];

const typeOf = new Map<string, EventType>([
  ...eventTypes.filter((type) => !notNames.includes(type)).map((type) => [plainName(type), type] as const),
  ...Object.values(nameTables).flatMap((table) =>
    Object.entries(table).map(([name, type]) => [plainName(name), type] as const),
  ),
]);

/** Names whose meaning lies in a property: `[name, property pattern, type]`, tried before the tables. */
const conditional: readonly (readonly [string, RegExp, EventType])[] = [
  [plainName('asc_special_offer'), /^(engage|proceed)$/i, 'OFFER_CLICKED'],
  [plainName('asc_cta_interaction'), /\b(save|saved|favou?rite|wishlist)\b/i, 'VEHICLE_SAVED'],
];
const tellingProperties = ['flow_outcome', 'event_action', 'element_subtype', 'element_type', 'element_text'];

/**
 * The canonical type of an event, whatever its sender calls it. Case, spaces, underscores, hyphens and what tag managers
 * and vendors write before a name make no difference. A name outside the vocabulary is `CUSTOM`, and stays countable
 * under its own name.
 */
export function typeOfName(name: string, properties: JsonObject = {}): EventType {
  const key = keyOfName(name);
  for (const [conditionalName, pattern, type] of conditional) {
    if (key !== conditionalName) continue;
    const told: (Json | undefined)[] = tellingProperties.map((property) => properties[property]);
    if (told.some((value) => typeof value === 'string' && pattern.test(value))) return type;
  }
  return typeOf.get(key) ?? 'CUSTOM';
}

/**
 * One text for all spellings of a name: plain, without the tag managers' `dl_` and `website.`, and without whatever a
 * vendor writes before `asc_`.
 */
export function keyOfName(name: string): string {
  const bare = name.trim().replace(/^(dl_|website\.)/i, '');
  return plainName(bare.replace(/^[\w.-]{1,40}?[._:-](?=asc_)/i, ''));
}
