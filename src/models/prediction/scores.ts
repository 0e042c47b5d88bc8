import type { RecentVehicle } from '../decision/viewer-state.js';
import type { VehicleFacts } from '../vehicle/vehicle-facts.js';
import type { ScoreInterval } from './score-interval.js';

/** Which model answered. `fallback` says why a baseline stood in, in words fit for a log and a marketer. */
export interface ModelStamp {
  readonly name: string;
  /** Version in ml-artifacts (`2026-11-22.1`), or the baseline's own name (`baseline-popularity`). */
  readonly version: string;
  readonly fallback: string | null;
}

/** What ranking needs to know of a creative. */
export interface CreativeFacts {
  readonly creativeId: string;
  /** The one thing the creative talks about. */
  readonly angle: CreativeAngle;
}

/** What a creative may talk about: the closed set that models were trained on. */
export const creativeAngles = ['PRICE', 'FINANCE', 'TEST_DRIVE', 'LIFESTYLE', 'TECHNOLOGY'] as const;
export type CreativeAngle = (typeof creativeAngles)[number];

/** A vehicle and the creative it would be shown with: what is ranked. */
export interface OfferCandidate {
  readonly vehicle: VehicleFacts;
  readonly creative: CreativeFacts;
}

/** The circumstances of a request that are not about the viewer. */
export interface OfferContext {
  /** Where the offer will be shown: `home-hero`. */
  readonly placement: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One request for propensities: one viewer, many candidates. */
export interface OfferScoringRequest {
  /** Newest first; empty for a viewer never seen. */
  readonly recent: readonly RecentVehicle[];
  readonly candidates: readonly OfferCandidate[];
  readonly context: OfferContext;
}

/** Calibrated probabilities for one candidate, in the order asked. */
export interface OfferScore {
  /** P(click | shown). */
  readonly click: number;
  /** P(lead | shown) = P(click) × P(lead | click), as ESMM (Ma et al., SIGIR 2018). */
  readonly lead: number;
}

/** The propensities of one request and who computed them. */
export interface OfferScores {
  readonly model: ModelStamp;
  readonly scores: readonly OfferScore[];
}

/** One fact that moved a lead score, in log-odds; all of them and the base add up to the score. */
export interface ScoreReason {
  readonly feature: string;
  /** `Viewed 7 vehicles in the last 14 days`. */
  readonly sentence: string;
  readonly logOdds: number;
}

/** Four words for a probability, A the most likely to buy. */
export const leadGrades = ['A', 'B', 'C', 'D'] as const;
export type LeadGrade = (typeof leadGrades)[number];

/** The numbers a lead was scored on, in the order of their set. */
export interface LeadFeatureValues {
  /** Names the list and its order: `lead-v1`. */
  readonly set: string;
  readonly values: readonly number[];
}

/** How likely a lead is to buy, how sure that is, and which facts say so. */
export interface LeadScore {
  readonly model: ModelStamp;
  /** P(sale within 90 days), calibrated. */
  readonly probability: number;
  /** How sure the model is of it; null where who answered cannot tell: a baseline, or a model without these outputs. */
  readonly uncertainty: ScoreInterval | null;
  readonly grade: LeadGrade;
  /** Log-odds of the average lead, before any fact of this one. */
  readonly baseLogOdds: number;
  /** Strongest first. */
  readonly reasons: readonly ScoreReason[];
  /** What it was scored on. */
  readonly features: LeadFeatureValues;
}
