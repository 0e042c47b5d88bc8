import type { ModelName } from '../../../models/prediction/model-manifest.js';
import { leadWords, offerWords } from './input-words.js';
import type { ModelWords } from './say.js';

/** How each model's rows are spoken of. */
export const modelWords: Readonly<Record<ModelName, ModelWords>> = {
  'lead-score': { rows: 'leads', score: 'chance of a sale foretold', came: 'were sold', inputs: leadWords },
  'offer-propensity': { rows: 'offers', score: 'chance of a click foretold', came: 'were clicked', inputs: offerWords }, // prettier-ignore
};
