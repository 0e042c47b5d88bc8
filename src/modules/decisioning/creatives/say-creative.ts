import type { LiveCreative } from '../../../models/campaign/live-campaign.js';
import type { CreativeLottery } from '../../../models/decision/decision.js';
import type { CreativeAngle, OfferScore } from '../../../models/prediction/scores.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import type { Entrant, ScoredCandidate } from '../auction/entrants.js';
import type { Random } from '../chance.js';
import type { Foretold } from '../tracking-token.js';
import { pick, type DrawTable } from './chances.js';

/** How the creative of an offer was chosen, with what the model foretold, from which its outcomes are learned. */
export interface CreativeChoice extends CreativeLottery {
  readonly foretold: Foretold;
}

/** The creative an offer is shown with. */
export interface Said {
  readonly creative: LiveCreative;
  /** Of the car with this creative. */
  readonly score: OfferScore;
  /** Probability of this creative, given that the campaign shows the car. Exact. */
  readonly chance: number;
  /** Null where there was nothing to choose by what was learned: creatives in rotation, or a single one. */
  readonly choice: CreativeChoice | null;
}

/** Says with which creative an entrant that won is shown. */
export type Sayer = (entrant: Entrant, random: Random) => Said;

/** The creative that it bid with. */
export const asEntered: Sayer = ({ candidate: { creative }, score }) => ({ creative, score, chance: 1, choice: null }); // prettier-ignore

/** What a choice is made from. */
export interface Saying {
  /** All that was scored: cars with all ways of saying it beside each other. */
  readonly scored: readonly ScoredCandidate[];
  /** Ids of creatives the viewer may not be shown now. */
  readonly barred: ReadonlySet<string>;
  /** The draws for a campaign, and whether anything was told of it. */
  readonly tableOf: (campaign: Entrant['candidate']['campaign']) => { table: DrawTable; isTold: boolean };
  /** False: the likeliest is taken, for who only asks. */
  readonly isDrawn: boolean;
}

/**
 * Has campaigns that optimise show one of all their creatives by what was learned of them (Thompson sampling over what the model says
 * of viewer, car and creative). The car and the campaign stand already, so what was learned changes no auction and no price.
 */
export function sayerOf({ scored, barred, tableOf, isDrawn }: Saying): Sayer {
  return (entrant, random) => {
    const { campaign, vehicle } = entrant.candidate;
    if (campaign.terms.creativeRotation !== 'OPTIMISED' || campaign.creatives.length < 2)
      return asEntered(entrant, random);
    const byAngle = scoresOf(scored, vehicle);
    const scores = campaign.creatives.map(({ angle }) => byAngle.get(angle) ?? null);
    const rates = scores.map((score, place) => (score && !barred.has(campaign.creatives[place]?.id ?? '') ? score.click : null)); // prettier-ignore
    if (rates.every((rate) => rate === null)) return asEntered(entrant, random);
    const { table, isTold } = tableOf(campaign);
    const chances = table.chances(rates);
    const place = isDrawn ? pick(chances, random) : chances.indexOf(Math.max(...chances));
    const [creative, score] = [campaign.creatives[place], scores[place]];
    if (!creative || !score) return asEntered(entrant, random);
    return {
      ...{ creative, score, chance: chances[place] ?? 1 },
      choice: {
        chances: campaign.creatives.map(({ id }, at) => ({ creativeId: id, chance: chances[at] ?? 0, click: scores[at]?.click ?? null })), // prettier-ignore
        isTold,
        foretold: { expected: score.click, average: averageOf(scores) },
      },
    };
  };
}

/** What the model says of a car by the angle it is shown with. */
function scoresOf(scored: readonly ScoredCandidate[], vehicle: VehicleInStock): Map<CreativeAngle, OfferScore> {
  const scores = new Map<CreativeAngle, OfferScore>();
  for (const { candidate, score } of scored) {
    if (candidate.vehicle === vehicle) scores.set(candidate.creative.angle, score);
    else if (scores.size > 0) break; // they stand beside each other
  }
  return scores;
} // prettier-ignore

function averageOf(scores: readonly (OfferScore | null)[]): number {
  const known = scores.flatMap((score) => (score ? [score.click] : []));
  return known.reduce((sum, click) => sum + click, 0) / Math.max(1, known.length);
}
