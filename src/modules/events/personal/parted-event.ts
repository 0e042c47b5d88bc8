import type { JsonObject } from '../../../models/event/event-envelope.js';
import type { EventType } from '../../../models/event/event-type.js';
import { personalTypes } from '../../../models/event/personal-names.js';
import { joinPersonal, partPersonal, type Parted } from './personal-part.js';

const nothing: JsonObject = {};

/** An event's properties and context without what is about the person, which stands in `personal`, to be sealed. */
export interface PartedEvent {
  readonly properties: JsonObject;
  readonly context: JsonObject | null;
  readonly personal: { readonly properties?: JsonObject; readonly context?: JsonObject } | null;
}

/** Takes out of an event what is about the person. Most events hold nothing of the kind, and pass as they are. */
export function partEvent(
  type: EventType,
  properties: JsonObject,
  context: JsonObject | null | undefined,
): PartedEvent {
  const said: Parted = personalTypes.includes(type)
    ? { plain: nothing, personal: properties }
    : partPersonal(properties);
  const around = context ? partPersonal(context) : { plain: null, personal: null };
  if (said.personal === null && around.personal === null)
    return { properties, context: context ?? null, personal: null };
  return {
    properties: said.plain,
    context: around.plain,
    personal: {
      ...(said.personal && { properties: said.personal }),
      ...(around.personal && { context: around.personal }),
    },
  };
}

/** An event's properties as they came. `personal` is what was sealed, as JSON text (ours: it is not parsed anew). */
export function wholeProperties(plain: JsonObject, personal: string): JsonObject {
  const told: unknown = JSON.parse(personal);
  return hasProperties(told) ? joinPersonal({ plain, personal: told.properties }) : plain;
}

/** An event's properties and context as they came. */
export function wholeEvent(
  { properties, context }: { readonly properties: JsonObject; readonly context: JsonObject | null },
  personal: string,
): { properties: JsonObject; context: JsonObject | null } {
  const told: unknown = JSON.parse(personal);
  return {
    properties: hasProperties(told)
      ? joinPersonal({ plain: properties, personal: told.properties })
      : properties,
    context: hasContext(told) ? joinPersonal({ plain: context ?? {}, personal: told.context }) : context,
  };
}

function hasContext(told: unknown): told is { context: JsonObject } {
  return typeof told === 'object' && told !== null && 'context' in told;
}

function hasProperties(told: unknown): told is { properties: JsonObject } {
  return typeof told === 'object' && told !== null && 'properties' in told;
}
