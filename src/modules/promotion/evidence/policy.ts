import type { GateResult } from '../../../models/prediction/model-standing.js';
import type { ShadowedOffer } from '../../decisioning/shadow/shadowed-offers.service.js';
import type { LoggedChoice, PolicyEstimate, ThinSupport } from '../../inference/standings/model-comparison.service.js'; // prettier-ignore

/** First positions as one version's ranking would have filled them; the champion foretells what a choice brings, for both alike. */
export function firstPositions(
  offers: readonly ShadowedOffer[],
  side: 'champion' | 'shadow',
): LoggedChoice[] {
  return offers.flatMap((offer) => {
    const { clicked, propensity, championClick: foretold } = offer;
    const chosenBy = side === 'champion' ? offer.championChance : offer.shadowChance;
    const foretoldOfPolicy = side === 'champion' ? offer.championForetold : offer.shadowForetold;
    if (chosenBy === null || foretoldOfPolicy === null || !(propensity > 0)) return [];
    return { reward: clicked ? 1 : 0, propensity, chosenBy, foretold, foretoldOfPolicy };
  });
}

/**
 * Whether what the other version would have shown first earns as much: neither estimate may lie below the champion's beyond chance.
 * Where the log cannot tell of either, it does not hold.
 */
export function policyGate(before: PolicyEstimate | ThinSupport, after: PolicyEstimate | ThinSupport): GateResult {
  const thin = 'reason' in after ? after : 'reason' in before ? before : null;
  if (thin) return { gate: 'POLICY', holds: false, champion: null, challenger: null, sentence: thin.reason };
  if ('reason' in before || 'reason' in after) throw new RangeError('A thin estimate was taken for one.');
  const holds = after.snips.high >= before.snips.value && after.doublyRobust.high >= before.doublyRobust.value;
  const said = ({ value, low, high }: PolicyEstimate['snips']) => `${value.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;
  return {
    ...{ gate: 'POLICY', holds, champion: before.snips.value, challenger: after.snips.value },
    sentence: `Ranking by it alone earns ${said(after.snips)} clicks an offer shown first by SNIPS and ${said(after.doublyRobust)} doubly robust, worth ${Math.floor(after.effectiveSize)} of ${after.decisions} choices; ranking by the champion ${before.snips.value.toFixed(4)} and ${before.doublyRobust.value.toFixed(4)}.`,
  };
} // prettier-ignore
