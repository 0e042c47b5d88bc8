import type { OutcomeType } from './decision-outcome.entity.js';

/** What an offer costs, on which of its outcomes, and where what is held for it is kept. Part of its tracking token. */
export interface Billing {
  /** The outcome that is paid for; null where none is, as the offer is only counted. */
  readonly on: OutcomeType | null;
  /** Price of that outcome in micros: settled when the offer was chosen. */
  readonly priceMicros: number;
  /** The day, in the campaign's time zone, whose budget pays: that of the decision. `2026-11-27`. */
  readonly day: string;
  /** Number of what is held, of its decision; null where nothing is. */
  readonly hold: number | null;
}

/** What is held for an offer, under the number in its `Billing`; see `Ask` of the limit store. */
export function holdId(decisionId: string, hold: number): string {
  return `${decisionId}:${hold}`;
}

/** Under which name a profile's offers are counted. */
export function profileName(profileId: string): string {
  return `p:${profileId}`;
}
