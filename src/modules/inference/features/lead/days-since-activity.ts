import { activity } from './activity.js';
import { dayMs, several, type LeadFeature } from './lead-feature.js';

/** Days since anything was done about a car; 90 where nothing was. */
export const daysSinceActivity: LeadFeature = {
  name: 'daysSinceActivity',
  days: 90,
  typical: 0,
  writes: activity,
  reads: (marks, now) => (now - (marks.at(-1)?.at ?? now - 90 * dayMs)) / dayMs,
  sentence: (since) => {
    if (since >= 90) return 'Showed no activity in the last 90 days';
    return `Was last active ${since < 1 ? 'less than a day' : several(since, 'day')} ago`;
  },
};
