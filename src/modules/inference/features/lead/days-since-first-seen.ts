import { activity } from './activity.js';
import { dayMs, several, type LeadFeature } from './lead-feature.js';

/** Days since the first thing done about a car within 180 days; 180 where nothing was. */
export const daysSinceFirstSeen: LeadFeature = {
  name: 'daysSinceFirstSeen',
  days: 180,
  typical: 16,
  writes: activity,
  reads: (marks, now) => (now - (marks[0]?.at ?? now - 180 * dayMs)) / dayMs,
  sentence: (since) => {
    if (since >= 180) return 'Did nothing we know of in the last 180 days';
    const ago = since < 1 ? 'less than a day' : several(since, 'day');
    return `Was already active ${ago} ago, and not before in the last 180 days`;
  },
};
