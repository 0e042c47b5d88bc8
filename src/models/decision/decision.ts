import type { ModelStamp, OfferScore } from '../prediction/scores.js';
import type { Billing } from './billing.js';
import type { Elimination } from './elimination.js';

/** How an offer that is paid for was sold. Amounts are micros. */
export interface AuctionResult {
  /** ISO 4217. */
  readonly currency: string;
  /** Its bid for being seen once. */
  readonly bidPerView: number;
  /** What being seen once had to bring. */
  readonly duePerView: number;
  /** Whether it was drawn to learn of it, though another was worth more: it pays the floor. */
  readonly isExplored: boolean;
  /** The campaign that would stand at its position without its bidder, and what that one bids for being seen once (0 where nothing); null: none. */
  readonly runnerUp: { readonly campaignId: string; readonly perView: number } | null;
}

/** How the creative of an offer was chosen among its campaign's, once car and campaign stood. */
export interface CreativeLottery {
  /** Probability that it was this one: a factor of the offer's propensity. */
  readonly chance: number;
  /** How many could have been. */
  readonly among: number;
  /** Whether anything was known of what came of them; else the model's word alone decided. */
  readonly isTold: boolean;
}

/** One offer of a decision, as it is logged: ids and numbers, enough to explain it and to learn from it. */
export interface DecisionItem {
  /** 1 is the first. */
  readonly position: number;
  readonly vehicleId: string;
  readonly campaignId: string;
  readonly creativeId: string;
  readonly score: OfferScore;
  /** Expected leads. */
  readonly value: number;
  /** Probability of this very offer here, given the candidates and the offers before it. */
  readonly propensity: number;
  readonly reasons: readonly string[];
  /** Absent where it costs nothing and nothing is held for it. `heldMicros` is the amount held until `heldUntil`, an instant. */
  readonly billing?: Billing & { readonly heldMicros: number; readonly heldUntil: number };
  /** Absent where it bids nothing. */
  readonly auction?: AuctionResult;
  /** Absent where what was learned of creatives played no part: in rotation, and where there is one. */
  readonly creativeChoice?: CreativeLottery;
}

/** What was decided for one request, and how. */
export interface Decision {
  readonly id: string;
  readonly tenantId: string;
  readonly placement: string;
  /** Milliseconds since the epoch. */
  readonly decidedAt: number;
  /** The viewer's profile at that time; null for one never seen. */
  readonly profileId: string | null;
  /** Names of a viewer without profile under which offers were counted; absent where none were. */
  readonly viewerKeys?: readonly string[];
  readonly model: ModelStamp;
  /** Feeds the chance that was used: the same candidates and seed give the same choice. */
  readonly seed: number;
  /** How many pairs of car and creative were scored. */
  readonly scored: number;
  readonly items: readonly DecisionItem[];
  readonly eliminated: readonly Elimination[];
}
