import type { ConsentStatement } from './consent-statement.js';

/** Whatever an event brought along that may speak of consent, not yet understood. */
export interface ConsentSignals {
  /** Segment's `context.consent`: category preferences, a TCF string, Google's keys, or `gpc`. */
  readonly context?: unknown;
  /** `consent` of GA4's Measurement Protocol. */
  readonly ga4?: unknown;
  /** The browser that sent it asks for Global Privacy Control (`Sec-GPC: 1`). */
  readonly gpc?: boolean | undefined;
  /** Said in our own words already. */
  readonly statements?: readonly ConsentStatement[] | undefined;
}
