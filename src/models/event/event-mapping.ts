import { z } from 'zod';
import { eventTypes, ownEventTypes, type EventType } from './event-type.js';

/** Types that a tenant's own names may mean. CUSTOM takes a name out of our vocabulary. */
export const mappableTypes: readonly EventType[] = eventTypes.filter(
  (type) => type !== 'IDENTIFIED' && !ownEventTypes.includes(type),
);

const name = z.string().trim().min(1, 'must not be empty').max(300, 'must be at most 300 characters');

/** One property under another name: what the tenant calls it, or a path to it (`customer.mail`), and what we do. */
export const propertyMappingSchema = z.object({ from: name, to: name });
export type PropertyMapping = z.infer<typeof propertyMappingSchema>;

/** What a tenant means by a name of its own. */
export const eventMappingSchema = z.object({
  /** The tenant's name of the event; null where the properties hold for every event. */
  name: name.nullable(),
  /** What it is to us; null where our own tables are to say. */
  type: z.enum(mappableTypes).nullable(),
  properties: z.array(propertyMappingSchema).max(50, 'must be at most 50'),
});
export type EventMapping = z.infer<typeof eventMappingSchema>;

/** A tenant's own words, ready to be looked up. */
export interface TenantWords {
  /** By the key of the event's name. */
  readonly events: ReadonlyMap<string, EventMapping>;
  /** For every event. */
  readonly properties: readonly PropertyMapping[];
}

/** No words of one's own. */
export const noWords: TenantWords = { events: new Map(), properties: [] };
