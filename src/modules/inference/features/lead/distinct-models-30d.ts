import { several, type LeadFeature } from './lead-feature.js';
import { modelViewed, timesByWord } from './models-viewed.js';

/** How many different models were viewed in a month. */
export const distinctModels30d: LeadFeature = {
  name: 'distinctModels30d',
  days: 30,
  typical: 9,
  writes: modelViewed,
  reads: (marks) => timesByWord(marks).size,
  sentence: (models) => `Looked at ${several(models, 'different model')} in the last 30 days`,
};
