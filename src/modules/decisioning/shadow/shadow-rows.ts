import type { OfferScore } from '../../../models/prediction/scores.js';
import type { ShadowScoreEntity } from '../../../models/decision/shadow-score.entity.js';
import { valueOf, type ScoredCandidate } from '../auction/entrants.js';
import type { ChosenOffer } from '../choose.js';
import { foretoldOf, rankingPolicy } from './ranking-policy.js';

/** A decision as a shadow looks at it afterwards. */
export interface SeenDecision {
  readonly tenantId: string;
  readonly decisionId: string;
  /** Milliseconds since the epoch. */
  readonly decidedAt: number;
  /** The version that answered. */
  readonly champion: string;
  readonly scored: readonly ScoredCandidate[];
  readonly chosen: readonly Pick<
    ChosenOffer,
    'vehicle' | 'campaign' | 'creative' | 'position' | 'propensity'
  >[];
}

/**
 * One row an offer shown; `shadow` has a score for each of the scored, in their order. Scores are of a car with an angle, so they are
 * found for any creative of that angle; ranking alone shows those that were candidates, and a creative drawn afterwards never.
 */
export function shadowRows(seen: SeenDecision, version: string, shadow: readonly OfferScore[]): ShadowScoreEntity[] {
  const { tenantId, decisionId, champion, scored } = seen;
  const clicks = scored.map(({ score }) => score.click);
  const theirs = rankingPolicy(scored.map(({ score }) => valueOf(score)));
  const its = rankingPolicy(shadow.map(valueOf));
  return seen.chosen.flatMap((offer) => {
    const place = scored.findIndex(({ candidate: { vehicle, campaign, creative } }) => vehicle === offer.vehicle && campaign === offer.campaign && creative === offer.creative);
    const said = scored.findIndex(({ candidate: { vehicle, creative } }) => vehicle === offer.vehicle && creative.angle === offer.creative.angle);
    const [before, after] = [scored[said]?.score, shadow[said]];
    if (!before || !after) return [];
    const isFirst = offer.position === 1;
    return {
      ...{ tenantId, decisionId, position: offer.position, version, champion, decidedAt: new Date(seen.decidedAt) },
      ...{ championClick: before.click, shadowClick: after.click, propensity: offer.propensity },
      championChance: isFirst ? (theirs.chances[place] ?? 0) : null,
      shadowChance: isFirst ? (its.chances[place] ?? 0) : null,
      championForetold: isFirst ? foretoldOf(theirs, clicks) : null,
      shadowForetold: isFirst ? foretoldOf(its, clicks) : null,
    };
  });
} // prettier-ignore
