import { eventMappingSchema, mappableTypes, type EventMapping } from '../../../models/event/event-mapping.js';
import type { EventType } from '../../../models/event/event-type.js';
import { eventSchemas } from '../../../models/event/vocabulary/event-schemas.js';
import { plainFaults } from '../../platform/plain-faults.js';
import { contactFields } from '../vocabulary/contact-fields.js';
import { keyOfName } from '../vocabulary/type-of-name.js';
import { carFields } from '../vocabulary/vehicle-mention.js';

/** A mapping as somebody writes it down. */
export interface MappingDraft {
  readonly name: string | null;
  readonly type: EventType | null;
  readonly properties: readonly { readonly from: string; readonly to: string }[];
}

/** One thing wrong with a mapping: where, what, and what to do about it. */
export interface MappingProblem {
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** The mapping a draft describes, or everything that is wrong with it. */
export function mappingOf(draft: MappingDraft): EventMapping | { readonly problems: MappingProblem[] } {
  const parsed = eventMappingSchema.safeParse(draft, plainFaults);
  if (!parsed.success) return { problems: parsed.error.issues.map(({ path, message }) => problem(path.join('.'), `This ${message}.`, 'Correct it.')) }; // prettier-ignore
  const mapping = parsed.data;
  const problems = [...nameProblems(mapping), ...propertyProblems(mapping)];
  return problems.length > 0 ? { problems } : mapping;
}

function nameProblems({ name, type, properties }: EventMapping): MappingProblem[] {
  if (name !== null && keyOfName(name) === '')
    return [problem('name', 'There is no letter or digit in it.', 'Give the name your sender uses.')];
  if (name === null && type !== null)
    return [problem('type', 'A mapping for every event cannot say what they are.', 'Name the event, or leave the type out.')]; // prettier-ignore
  if (type === null && properties.length === 0)
    return [problem('type', 'It says nothing: neither a type nor a property.', 'Give one of them.')];
  return [];
}

function propertyProblems({ type, properties }: EventMapping): MappingProblem[] {
  const allowed = fieldsOf(type);
  return properties.flatMap(({ to }, at) => {
    const path = `properties.${at}.to`;
    if (!allowed.includes(to))
      return [problem(path, 'There is no such field.', `Take one of ${allowed.join(', ')}.`)];
    const first = properties.findIndex((other) => other.to === to);
    return first < at ? [problem(path, 'The field is named twice.', 'Say of each field once where it comes from.')] : []; // prettier-ignore
  });
}

/** What properties can be mapped to: what events of the type say, the car, and how to reach the person. */
function fieldsOf(type: EventType | null): string[] {
  const types = type === null ? mappableTypes : [type];
  const own = types.flatMap((each) => eventSchemas[each]?.sought.map(({ field }) => field) ?? []);
  return [...new Set([...own, ...carFields, ...contactFields])];
}

function problem(path: string, message: string, remedy: string): MappingProblem {
  return { path, message, remedy };
}
