import { offerFacts, type OfferFact } from '../../../models/prediction/offer-explanation.js';
import type { Tensors } from '../../../models/prediction/model-manifest.js';
import type { OfferCandidate, OfferScoringRequest } from '../../../models/prediction/scores.js';
import { placement } from '../features/context/placement.js';
import { angle } from '../features/creative/angle.js';
import { encodeOffers } from '../features/offer-features.js';
import { has } from './shapley.js';

/** One offer, some facts of it unknown: one page for each set of what is known of the viewer and the page, on it a row for each of the offer. */
export interface PartlyKnown {
  readonly request: OfferScoringRequest;
  /** Set of known facts of each row; bit n stands for fact n of `offerFacts`. */
  readonly sets: readonly number[];
}

const place = (fact: OfferFact): number => offerFacts.indexOf(fact);
const ofOffer = [place('PRICE'), place('VEHICLE'), place('CREATIVE')];
const ofPage = [place('RECENT'), place('PLACEMENT'), place('TIME')];

/** The offer with every set of facts known, each set on one row of one page. */
export function partlyKnown(request: OfferScoringRequest, candidate: OfferCandidate): PartlyKnown[] {
  return subsets(ofPage).map((page) => {
    const sets = subsets(ofOffer).map((offer) => page | offer);
    const recent = has(page, place('RECENT')) ? request.recent : [];
    return { sets, request: { ...request, recent, candidates: sets.map((set) => known(candidate, set)) } };
  });
}

/**
 * A page as the inputs of `offer-v1`. What is unknown is nought there, as it is where a model meets what it cannot know: a viewer never
 * seen, a car whose price nobody gave. Which creative, where and when is always known to an answer, so there its columns are set to nought.
 */
export function encodePartly({ request, sets }: PartlyKnown): Tensors {
  const tensors = encodeOffers(request);
  sets.forEach((set, row) => {
    if (!has(set, place('CREATIVE'))) tensors['creative']?.data.fill(0, row * angle.width, (row + 1) * angle.width); // prettier-ignore
  });
  const [page = 0] = sets;
  const where = tensors['context']?.data;
  if (!has(page, place('PLACEMENT'))) where?.fill(0, 0, placement.width);
  if (!has(page, place('TIME'))) where?.fill(0, placement.width);
  return tensors;
}

function known({ vehicle, creative }: OfferCandidate, set: number): OfferCandidate {
  const { price, ...rest } = vehicle;
  const facts = has(set, place('VEHICLE')) ? rest : {};
  const isPriced = has(set, place('PRICE')) && price !== undefined;
  return { creative, vehicle: isPriced ? { ...facts, price } : facts };
}

/** Every set of these facts, as bits; none of them first. */
function subsets(facts: readonly number[]): number[] {
  return facts.reduce((sets: number[], fact) => [...sets, ...sets.map((set) => set | (1 << fact))], [0]);
}
