import { Injectable } from '@nestjs/common';
import { offerFacts, type OfferExplanation } from '../../../models/prediction/offer-explanation.js';
import type { ModelStamp, OfferCandidate, OfferScore, OfferScoringRequest } from '../../../models/prediction/scores.js'; // prettier-ignore
import { Turns } from '../../platform/turns.js';
import { toLogOdds } from '../log-odds.js';
import { ModelFailure } from '../model-failure.js';
import { ModelRegistry, versionFolder } from '../model-registry.js';
import { modelUses } from '../model-uses.js';
import { baselineOffers } from '../offer-baseline.js';
import { readProbabilities } from '../probabilities.js';
import { factSentences } from './fact-sentences.js';
import { encodePartly, partlyKnown, type PartlyKnown } from './partly-known.js';
import { shapley } from './shapley.js';

/** An explanation, or why there can be none, in words for a marketer. */
export type OfferExplained = { readonly explanation: OfferExplanation } | { readonly cannot: string };

const name = 'offer-propensity';

/**
 * Takes the score of an offer apart by the very version that gave it, on the thread of shadows: no answer waits for it. Facts are made
 * unknown in every combination, 64 in all, and what each of them moved is its Shapley value in log-odds.
 */
@Injectable()
export class OfferExplanations {
  private readonly turns = new Turns();

  constructor(private readonly registry: ModelRegistry) {}

  /** `request` without its candidates is for whom and where; baselines explain what they said themselves. */
  async explain(
    { version }: ModelStamp,
    request: Omit<OfferScoringRequest, 'candidates'>,
    candidate: OfferCandidate,
  ): Promise<OfferExplained> {
    const pages = partlyKnown({ ...request, candidates: [] }, candidate);
    try {
      const scores = await this.turns.take(name, () => this.scoresOf(version, pages));
      const bySet: OfferScore[] = [];
      pages.forEach(({ sets }, page) => sets.forEach((set, row) => (bySet[set] = scores[page]?.[row] ?? { click: 0, lead: 0 })));
      return { explanation: explanationOf(bySet, factSentences(request, candidate)) };
    } catch (fault) {
      if (fault instanceof ModelFailure) return { cannot: fault.message };
      throw fault;
    }
  }

  /** Page by page, and one explanation after the other: nobody who asks for many stands in the way of shadows, or of themselves. */
  private async scoresOf(version: string, pages: readonly PartlyKnown[]): Promise<(readonly OfferScore[])[]> {
    const score = await this.scorer(version);
    const scores: (readonly OfferScore[])[] = [];
    for (const page of pages) scores.push(await score(page));
    return scores;
  }

  /** @throws ModelFailure missing where the version does not run here any more */
  private async scorer(version: string): Promise<(page: PartlyKnown) => Promise<readonly OfferScore[]>> {
    if (version === modelUses[name].baseline) return ({ request }) => Promise.resolve(baselineOffers(request));
    const folder = versionFolder(name, version);
    const fault = (await this.registry.loadShadows([folder])).get(folder);
    if (fault !== undefined) throw new ModelFailure('missing', `the version that answered cannot be asked any more: ${fault}`);
    const model = this.registry.shadow(name, version);
    return async (page) => {
      const { click, lead } = readProbabilities(['click', 'lead'], await model.run(() => encodePartly(page)), page.sets.length);
      return page.sets.map((_, row) => ({ click: click?.[row] ?? 0, lead: lead?.[row] ?? 0 }));
    };
  }
} // prettier-ignore

function explanationOf(
  bySet: readonly OfferScore[],
  sentences: ReturnType<typeof factSentences>,
): OfferExplanation {
  const click = shapley(bySet.map((score) => toLogOdds(score.click)));
  const lead = shapley(bySet.map((score) => toLogOdds(score.lead)));
  const moved = offerFacts.map((fact, place) => ({
    fact,
    sentence: sentences[fact],
    click: click.parts[place] ?? 0,
    lead: lead.parts[place] ?? 0,
  }));
  return {
    score: bySet.at(-1) ?? { click: 0, lead: 0 },
    base: { click: click.base, lead: lead.base },
    moved: moved.sort((one, other) => Math.abs(other.click) - Math.abs(one.click)),
  };
}
