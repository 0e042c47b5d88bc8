import type { ScoreChange } from '../../../models/lead/lead-score.entity.js';
import { around } from '../../../models/prediction/score-interval.js';
import type { LeadScore, ScoreReason } from '../../../models/prediction/scores.js';

/** What a score is made of: log-odds to start from, and what moved them. */
export interface ScoreParts {
  readonly baseLogOdds: number;
  readonly reasons: readonly ScoreReason[];
}

const perUnit = 1_000_000;
/** The name under which the ledger keeps what a lead starts from. */
const base = { feature: 'base', sentence: 'What a typical lead starts from' };

/** Log-odds as whole millionths. */
export function micros(logOdds: number): number {
  // Never minus zero, which is no other number and not the same.
  return Math.round(logOdds * perUnit) + 0;
}

/** Whole millionths as log-odds. */
export function logOddsOf(whole: number): number {
  return whole / perUnit;
}

/** What a score comes to, in millionths of log-odds: the sum of its parts, each of them whole. */
export function totalMicros({ baseLogOdds, reasons }: ScoreParts): number {
  return reasons.reduce((sum, { logOdds }) => sum + micros(logOdds), micros(baseLogOdds));
}

/**
 * A score whose parts are whole millionths and whose probability is their sum's: what is shown, and what the ledger adds up
 * to, are one number. It moves a probability by less than can be seen.
 */
export function wholeScore(score: LeadScore): LeadScore {
  const reasons = score.reasons
    .map((reason) => ({ ...reason, logOdds: logOddsOf(micros(reason.logOdds)) }))
    .filter(({ logOdds }) => logOdds !== 0);
  const parts = { baseLogOdds: logOddsOf(micros(score.baseLogOdds)), reasons };
  const probability = 1 / (1 + Math.exp(-logOddsOf(totalMicros(parts))));
  return {
    ...score,
    ...parts,
    probability,
    uncertainty: score.uncertainty && around(score.uncertainty, probability),
  };
}

/** What moved a score from one to the next, the strongest first; from nothing, all that it is made of. */
export function scoreChanges(before: ScoreParts | null, after: ScoreParts): ScoreChange[] {
  const was = partsOf(before);
  const is = partsOf(after);
  const gone = [...was.values()].filter(({ feature }) => !is.has(feature));
  const changes = [
    ...[...is.values()].map((part) => ({ ...part, micros: part.micros - (was.get(part.feature)?.micros ?? 0) })),
    ...gone.map(({ feature, sentence, micros: lost }) => ({ feature, sentence: `No longer: ${sentence}`, micros: -lost })),
  ]; // prettier-ignore
  return changes
    .filter((change) => change.micros !== 0)
    .sort((a, b) => Math.abs(b.micros) - Math.abs(a.micros) || a.feature.localeCompare(b.feature, 'en'));
}

/** Each feature once. */
function partsOf(parts: ScoreParts | null): Map<string, ScoreChange> {
  const all = new Map<string, ScoreChange>();
  if (!parts) return all;
  all.set(base.feature, { ...base, micros: micros(parts.baseLogOdds) });
  for (const { feature, sentence, logOdds } of parts.reasons)
    all.set(feature, { feature, sentence, micros: (all.get(feature)?.micros ?? 0) + micros(logOdds) });
  return all;
}
