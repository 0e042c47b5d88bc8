import type { OfferCandidate, OfferScoringRequest } from '../../../models/prediction/scores.js';
import { creativeAngles } from '../../../models/prediction/scores.js';
import type { WatchedInput } from '../../../models/prediction/watched-input.js';
import { bodyStyles, conditions, fuelTypes } from '../../../models/vehicle/vehicle-facts.js';
import { encodeOffers } from './offer-features.js';
import { affinityFeatures } from './taste/taste.js';

/** Name of this list and order of numbers. Any change needs a new name: what was counted by another is not read. */
export const offerInputSet = 'offer-inputs-v1';

/** One offer among those scored, and what it was scored with. */
export interface WatchedOffer extends Omit<OfferScoringRequest, 'candidates'> {
  readonly candidate: OfferCandidate;
}

interface OfferInput extends WatchedInput {
  /** Null where it is not known. */
  readonly reads: (offer: WatchedOffer, shares: ReadonlyMap<string, number>) => number | null;
}

const hours = ['0 to 4 h', '4 to 8 h', '8 to 12 h', '12 to 16 h', '16 to 20 h', '20 to 24 h'];
const dayMs = 86_400_000;

const oneOf = <Word extends string>(name: string, categories: readonly Word[], of: (offer: WatchedOffer) => Word | undefined): OfferInput => ({
  ...{ name, categories },
  reads: (offer) => {
    const word = of(offer);
    return word === undefined ? null : categories.indexOf(word);
  },
}); // prettier-ignore
const measure = (name: string, reads: (offer: WatchedOffer) => number | undefined): OfferInput => ({
  ...{ name, categories: null },
  reads: (offer) => reads(offer) ?? null,
});
/** How one car sits in a viewer's taste, as the model is given it: the first column of that feature. */
const share = (name: string): OfferInput => ({
  ...{ name, categories: null },
  reads: (_offer, shares) => shares.get(name) ?? 0,
});

/**
 * What is watched of an offer, in order: what `offer-v1` is made of, in units that people read. Left out are makes and placements, which
 * the model knows as buckets without a name, and the weekday: whole weeks are compared.
 */
const inputs: readonly OfferInput[] = [
  oneOf('bodyStyle', bodyStyles, ({ candidate }) => candidate.vehicle.bodyStyle),
  oneOf('fuelType', fuelTypes, ({ candidate }) => candidate.vehicle.fuelType),
  oneOf('condition', conditions, ({ candidate }) => candidate.vehicle.condition),
  measure('price', ({ candidate }) => candidate.vehicle.price),
  measure('age', ({ candidate: { vehicle }, context }) => vehicle.modelYear === undefined ? undefined : Math.max(new Date(context.at).getUTCFullYear() - vehicle.modelYear, 0)), // prettier-ignore
  measure('mileage', ({ candidate }) => candidate.vehicle.mileageKm),
  oneOf('angle', creativeAngles, ({ candidate }) => candidate.creative.angle),
  oneOf('hour', hours, ({ context }) => hours[Math.floor(new Date(context.at).getUTCHours() / 4)]),
  measure('touchesKnown', ({ recent }) => recent.length),
  measure('newest', ({ recent: [newest], context }) => newest && Math.max(context.at - newest.at, 0) / dayMs),
  ...['bodyShare', 'fuelShare', 'conditionShare', 'makeShare', 'modelShare', 'metBefore'].map(share),
];

/** What is watched of an offer, in the order of `readOffer`. */
export const offerWatch: readonly WatchedInput[] = inputs;

/** One offer's values, in the order of `offerWatch`; null where nothing is known. */
export function readOffer(offer: WatchedOffer): (number | null)[] {
  const { affinity } = encodeOffers({ ...offer, candidates: [offer.candidate] });
  const shares = new Map<string, number>();
  let column = 0;
  for (const { name, affinityWidth } of affinityFeatures) {
    shares.set(name, affinity?.data[column] ?? 0);
    column += affinityWidth;
  }
  return inputs.map(({ reads }) => reads(offer, shares));
}
