import { z } from 'zod';
import type { Json } from '../event-envelope.js';
import { plainName } from './plain-name.js';

/** What an event says, under our names; undefined is what it does not say. */
export type EventFields = Readonly<Record<string, Json | undefined>>;

/** A field, and where it may be said. */
export interface SoughtField {
  readonly field: string;
  readonly names: readonly string[];
  /** Whether a value says something as this field: "on request" is no price. */
  readonly reads: (value: Json) => boolean;
}

/** What one kind of event must and may say: typed, checked, and of a version of its own. */
export interface EventSchema {
  /** Kept with each event, so that whoever reads old ones knows what was asked of them. */
  readonly version: number;
  readonly fields: z.ZodType<EventFields>;
  /** Each field with the plain names it may have among the properties sent, best first. */
  readonly sought: readonly SoughtField[];
  /** An event that says none of the fields is fine. */
  readonly asksNothing: boolean;
  /** Of such an event nothing is kept but these fields. */
  readonly isClosed: boolean;
}

/** Declares a kind of event. `alsoCalled` is what other vocabularies call a field; each is found by its own name too. */
export function eventSchema<Fields extends z.ZodObject & z.ZodType<EventFields>>({
  version,
  fields,
  alsoCalled = {},
  isClosed = false,
}: {
  version: number;
  fields: Fields;
  alsoCalled?: Readonly<Record<string, readonly string[]>>;
  isClosed?: boolean;
}): EventSchema & { readonly fields: Fields } {
  const sought = Object.entries(fields.shape).map(([field, sort]) => ({
    field,
    names: [field, ...(alsoCalled[field] ?? [])].map(plainName),
    reads: (value: Json) => z.safeParse(sort, value).data !== undefined,
  }));
  const asksNothing = fields.safeParse(Object.fromEntries(sought.map(({ field }) => [field, undefined]))).success; // prettier-ignore
  return { version, fields, sought, asksNothing, isClosed };
}
