import { leadFeatures } from '../../../src/modules/inference/features/lead-features.js';
import { offerInputs } from '../../../src/modules/inference/features/offer-features.js';

/** Inputs written once a page. */
export const perPage = ['history', 'history_mask', 'viewer', 'context'] as const;
/** Inputs written once an offer. */
export const perOffer = ['candidate', 'creative', 'affinity'] as const;
const plain = [
  ...['offer_click', 'offer_lead', 'offer_click_truth', 'offer_lead_truth', 'offer_propensity'],
  ...['page_shopper', 'page_offers'],
  ...['lead_sold', 'lead_truth', 'lead_shopper'],
] as const;

/** Every column, with the shape of one row: `[]` for one number. */
export const columns: readonly (readonly [name: string, shape: readonly number[]])[] = [
  ...[...perPage, ...perOffer].map((name) => [name, (offerInputs[name] ?? []).slice(1).map(Number)] as const),
  ...plain.map((name) => [name, []] as const),
  ['lead_features', [leadFeatures.length]],
];
