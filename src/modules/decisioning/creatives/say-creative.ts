import type { LiveCreative } from '../../../models/campaign/live-campaign.js';
import type { CreativeLottery } from '../../../models/decision/decision.js';
import type { OfferScore } from '../../../models/prediction/scores.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import type { Entrant, ScoredCandidate } from '../auction/entrants.js';
import type { Random } from '../chance.js';
import type { Foretold } from '../tracking-token.js';
import { pick, type DrawTable } from './chances.js';

/** How the creative of an offer was chosen, with what the model foretold, from which its outcomes are learned. */
export interface CreativeChoice extends CreativeLottery {
  readonly foretold: Foretold;
  /** Of each of the campaign's creatives, in their order: its chance, 0 where the viewer may not be shown it… */
  readonly chances: readonly number[];
  /** …and the click probability that the model foretells, null where it was not asked. */
  readonly clicks: readonly (number | null)[];
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
    const { creatives } = campaign;
    if (campaign.terms.creativeRotation !== 'OPTIMISED' || creatives.length < 2)
      return asEntered(entrant, random);
    const scores = scoresOf(scored, vehicle, creatives);
    const { clicks, open, among, average } = askedOf(scores, creatives, barred);
    if (among === 0) return asEntered(entrant, random);
    const { table, isTold } = tableOf(campaign);
    const chances = table.chances(open);
    const place = isDrawn ? pick(chances, random) : chances.indexOf(Math.max(...chances));
    const creative = creatives[place];
    const score = scores[place];
    if (!creative || !score) return asEntered(entrant, random);
    const chance = chances[place] ?? 1;
    const foretold = { expected: score.click, average };
    return { creative, score, chance, choice: { chance, among, isTold, foretold, chances, clicks } };
  };
}

// Plain loops below: they run for every offer of an answer.

/** What the model says of a car with each of the creatives, by their angles; null where it was not asked. */
function scoresOf(scored: readonly ScoredCandidate[], vehicle: VehicleInStock, creatives: readonly LiveCreative[]): (OfferScore | null)[] {
  const scores = new Array<OfferScore | null>(creatives.length).fill(null);
  let at = 0;
  while (at < scored.length && scored[at]?.candidate.vehicle !== vehicle) at++;
  for (; at < scored.length; at++) {
    const one = scored[at];
    if (one?.candidate.vehicle !== vehicle) break; // they stand beside each other
    const { angle } = one.candidate.creative;
    for (let place = 0; place < creatives.length; place++) if (creatives[place]?.angle === angle) scores[place] = one.score;
  }
  return scores;
} // prettier-ignore

/** The model's click probabilities: of all it was asked for, with their mean, and of those the viewer may be shown, with how many these are. */
function askedOf(scores: readonly (OfferScore | null)[], creatives: readonly LiveCreative[], barred: ReadonlySet<string>) {
  const clicks = new Array<number | null>(scores.length).fill(null);
  const open = new Array<number | null>(scores.length).fill(null);
  let [asked, among, sum] = [0, 0, 0];
  for (let place = 0; place < scores.length; place++) {
    const click = scores[place]?.click;
    if (click === undefined) continue;
    clicks[place] = click;
    asked++;
    sum += click;
    if (barred.size > 0 && barred.has(creatives[place]?.id ?? '')) continue;
    open[place] = click;
    among++;
  }
  return { clicks, open, among, average: asked === 0 ? 0 : sum / asked };
} // prettier-ignore
