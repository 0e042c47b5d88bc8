import type { Purpose } from './purpose.js';

/** A person's answer for one purpose. That nothing was said is no state: the tenant's regime decides then. */
export const consentStates = ['GRANTED', 'DENIED'] as const;
export type ConsentState = (typeof consentStates)[number];

/**
 * How a statement reached us: `SEGMENT` `context.consent.categoryPreferences`, `GPC` a browser's `Sec-GPC: 1`, `TCF` a
 * string of IAB's framework, `GOOGLE` consent mode's keys, `GA4` the Measurement Protocol, `API` and `OBJECTION` our
 * GraphQL mutations.
 */
export const consentSources = ['SEGMENT', 'GPC', 'TCF', 'GOOGLE', 'GA4', 'API', 'OBJECTION'] as const;
export type ConsentSource = (typeof consentSources)[number];

/** That somebody granted or denied one purpose, and how we know. */
export interface ConsentStatement {
  readonly purpose: Purpose;
  readonly state: ConsentState;
  readonly source: ConsentSource;
  /** Milliseconds since the epoch. */
  readonly statedAt: number;
  /** Which of the tenant's policies it was said under. */
  readonly policyVersion?: string | undefined;
  /** What it was read from, word for word, to be shown to whoever doubts it. */
  readonly evidence?: string | undefined;
}

/** What a person said of each purpose last; a purpose they never spoke of is absent. */
export type StatedConsent = Readonly<Partial<Record<Purpose, ConsentState>>>;
