import { percent, type LeadFeature } from './lead-feature.js';
import { modelViewed, timesByWord } from './models-viewed.js';

/** The part of the views of a month that went to the model viewed most. */
export const modelFocus30d: LeadFeature = {
  name: 'modelFocus30d',
  days: 30,
  typical: 0.38,
  writes: modelViewed,
  reads: (marks) => (marks.length === 0 ? 0 : Math.max(...timesByWord(marks).values()) / marks.length),
  sentence: (focus) => `Gave ${percent(focus)} of the views of the last 30 days to one model`,
};
