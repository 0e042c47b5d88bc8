import type { EventType } from '../event/event-type.js';

/** What it is to buy. */
export const purchase: EventType = 'ORDER_PLACED';

/** Buyers are those who bought within so long … */
export const boughtWithin = { words: 'P90D', ms: 90 * 86_400_000 } as const;
/** … and what they did so long before is held against what everybody did in as long a time until now. */
export const didWithin = { words: 'P60D', ms: 60 * 86_400_000, days: 60 } as const;

/** How often something was done at least. */
export const often = [1, 2, 3, 5] as const;
