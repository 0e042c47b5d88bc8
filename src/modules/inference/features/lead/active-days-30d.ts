import { activity } from './activity.js';
import { dayMs, several, type LeadFeature } from './lead-feature.js';

/** On how many days of a month anything was done about a car (days of UTC). */
export const activeDays30d: LeadFeature = {
  name: 'activeDays30d',
  days: 30,
  typical: 6,
  writes: activity,
  reads: (marks) => new Set(marks.map(({ at }) => Math.floor(at / dayMs))).size,
  sentence: (active) => `Was active on ${several(active, 'day')} of the last 30`,
};
