import type { Point } from '../distance.js';
import type { OfferedCar } from '../trade-in/trade-in.js';

/** What someone who raises a hand wants. */
export const leadInterests = ['BUY', 'LEASE', 'TEST_DRIVE', 'TRADE_IN', 'FINANCE', 'OTHER'] as const;
/** One of them. */
export type LeadInterest = (typeof leadInterests)[number];

/** How to reach a person. Personal: never in a log, an error or a queue. */
export interface LeadContact {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** By which ways the person allowed to be reached, and the words they agreed to. */
export interface LeadConsent {
  readonly email: boolean;
  readonly phone: boolean;
  /** The sentence beside the box they ticked. */
  readonly wording?: string;
}

/** What a person asks for, as they said it. */
export interface LeadWish {
  readonly interest: LeadInterest;
  readonly contact: LeadContact;
  readonly message: string | null;
  /** Null where nothing was asked. */
  readonly consent: LeadConsent | null;
  /** Where they are, if they said: a dealer near them is asked first. */
  readonly place?: Point | null;
  /** The car they would part with, if they named one. */
  readonly tradeIn?: OfferedCar | null;
}
