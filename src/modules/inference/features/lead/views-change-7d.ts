import { dayMs, several, thatItWas, type LeadFeature } from './lead-feature.js';

/** How many vehicles more were viewed this week than in the week before. */
export const viewsChange7d: LeadFeature = {
  name: 'viewsChange7d',
  days: 14,
  typical: 3,
  writes: thatItWas('VEHICLE_VIEWED'),
  reads: (marks, now) => {
    const thisWeek = marks.filter(({ at }) => at > now - 7 * dayMs).length;
    return thisWeek - (marks.length - thisWeek);
  },
  sentence: (change) =>
    change === 0
      ? 'Viewed as many vehicles this week as last week'
      : `Viewed ${several(Math.abs(change), 'vehicle')} ${change > 0 ? 'more' : 'fewer'} this week than last week`,
};
