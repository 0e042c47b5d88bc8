import type { ModelName } from '../../models/prediction/model-manifest.js';
import { leadFeatureSet } from './features/lead-features.js';
import { offerFeatureSet, offerInputs } from './features/offer-features.js';

/** What this version of the code asks of a model, and who answers without one. */
export interface ModelUse {
  /** The feature set the code computes. */
  readonly featureSet: string;
  readonly inputs: readonly string[];
  /** Outputs that are read: one probability a row each. */
  readonly outputs: readonly string[];
  /** Outputs that are read where the model has them; older models answer without. */
  readonly mayHave: readonly string[];
  /** Name under which the baseline signs its answers. */
  readonly baseline: string;
}

/** Every model Carousel has a use for. A new model begins here. */
export const modelUses: Readonly<Record<ModelName, ModelUse>> = {
  'lead-score': {
    featureSet: leadFeatureSet,
    inputs: ['features'],
    outputs: ['probability'],
    mayHave: ['low', 'high'],
    baseline: 'baseline-rules',
  },
  'offer-propensity': {
    featureSet: offerFeatureSet,
    inputs: Object.keys(offerInputs),
    outputs: ['click', 'lead'],
    mayHave: [],
    baseline: 'baseline-popularity',
  },
};
