import type { OpeningHours } from '../vehicle/opening-hours.js';

/** How a dealer's day is cut into test drives. */
export interface SlotShape {
  /** IANA name: `Europe/London`. */
  readonly timeZone: string;
  readonly hours: OpeningHours;
  readonly slotMinutes: number;
  /** Between two drives of one car, to bring it round again. */
  readonly pauseMinutes: number;
}
