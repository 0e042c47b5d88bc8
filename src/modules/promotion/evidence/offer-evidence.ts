import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { ModelEvidence } from '../../../models/prediction/model-standing.js';
import { ShadowedOffers } from '../../decisioning/shadow/shadowed-offers.service.js';
import { judge } from '../../inference/standings/model-comparison.service.js';
import { weigh } from './gates.js';
import { nothingScored } from './nothing-scored.js';
import { firstPositions, policyGate } from './policy.js';

const words = { what: 'offers seen', comesAbout: 'were clicked' };

/**
 * What a tenant's own offers say of two versions of `offer-propensity`: those that the champion answered and the other shadowed, that
 * somebody saw, and whether they were clicked. Beside the gates of any model, the policy: what ranking by each would have shown first.
 */
@Injectable()
export class OfferEvidence {
  constructor(private readonly offers: ShadowedOffers) {}

  async of(caller: Caller, champion: string, challenger: string): Promise<ModelEvidence> {
    const seen = await this.offers.seen(caller, champion, challenger);
    if (seen.length === 0) return nothingScored(champion, 'No offer that somebody saw was scored by both versions: have it shadow with shadowModel, and wait for traffic. Offers of the last hour do not count yet.'); // prettier-ignore
    const rows = seen.map(({ clicked, championClick, shadowClick }) => ({ happened: clicked, champion: championClick, challenger: shadowClick })); // prettier-ignore
    const evidence = weigh(champion, rows, words);
    if (evidence.gates.some(({ gate, holds }) => gate === 'SUPPORT' && !holds)) return evidence;
    const [theirs, its] = [firstPositions(seen, 'champion'), firstPositions(seen, 'shadow')];
    const [before, after] = [judge(theirs), judge(its)];
    const gates = [...evidence.gates, policyGate(before, after)];
    return { ...evidence, gates, effectiveSize: after.effectiveSize };
  }
}
