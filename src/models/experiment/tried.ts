import type { OfferPolicy } from '../decision/offer-policy.js';

/** What an experiment does to one viewer: as much as a decision needs to know. */
export interface Tried {
  readonly experimentId: string;
  /** Place of their arm in the plan; 0 is the control. */
  readonly arm: number;
  /** The campaign that is tried; null means all of them. */
  readonly campaignId: string | null;
  /** What of it they may see: all there is, nothing, or these creatives only. */
  readonly shows: 'ALL' | 'NOTHING' | ReadonlySet<string>;
  /** The version that ranks offers for them; null: the champion. */
  readonly modelVersion: string | null;
  /** How offers are chosen for them; null: as for everybody. */
  readonly policy: OfferPolicy | null;
  /** False where every arm would show them the same: then they learn us nothing, and are not counted. */
  readonly matters: boolean;
}

/** That an experiment mattered to what somebody was shown. */
export interface Exposure {
  readonly tenantId: string;
  readonly experimentId: string;
  /** Keyed hash of the id by which the arm was drawn, as `base64url`. */
  readonly unit: string;
  readonly arm: number;
  readonly decisionId: string;
  /** Milliseconds since the epoch. */
  readonly exposedAt: number;
}
