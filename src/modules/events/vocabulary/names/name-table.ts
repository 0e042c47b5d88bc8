import type { EventType } from '../../../../models/event/event-type.js';

/** What a vocabulary calls the things we know, and which of them it means. */
export type NameTable = Readonly<Record<string, EventType>>;
