import type { Tensors } from '../../../models/prediction/model-manifest.js';
import type { ProfileHistory } from '../../../models/profile/profile-history.js';
import { counted, several, type LeadFeature } from './lead-feature.js';
import {
  activityTypes,
  countWithin,
  daysSince,
  dayMs,
  eventsWithin,
  pricesViewed,
  viewsByModel,
} from './windows.js';

export type { LeadFeature } from './lead-feature.js';

/** Name of this list and order of numbers. Any change needs a new name and a new model. */
export const leadFeatureSet = 'lead-v1';

const percent = (part: number): string => `${Math.round(part * 100)} %`;
const days = (count: number): string => (count < 1 ? 'less than a day' : several(count, 'day'));

/** The numbers a lead is scored on, in the order of the model's input. */
export const leadFeatures: readonly LeadFeature[] = [
  counted(
    'vehicleViews14d',
    'VEHICLE_VIEWED',
    14,
    13,
    (n) => `Viewed ${several(n, 'vehicle')}`,
    'Viewed no vehicle',
  ),
  {
    name: 'viewsChange7d',
    typical: 3,
    read: (history, now) =>
      countWithin(history, now, 7, 'VEHICLE_VIEWED') -
      countWithin(history, now - 7 * dayMs, 7, 'VEHICLE_VIEWED'),
    sentence: (change) =>
      change === 0
        ? 'Viewed as many vehicles this week as last week'
        : `Viewed ${several(Math.abs(change), 'vehicle')} ${change > 0 ? 'more' : 'fewer'} this week than last week`,
  },
  {
    name: 'distinctModels30d',
    typical: 9,
    read: (history, now) => viewsByModel(history, now, 30).size,
    sentence: (models) => `Looked at ${several(models, 'different model')} in the last 30 days`,
  },
  {
    name: 'modelFocus30d',
    typical: 0.38,
    read: (history, now) => {
      const views = [...viewsByModel(history, now, 30).values()];
      return views.length === 0 ? 0 : Math.max(...views) / views.reduce((sum, count) => sum + count, 0);
    },
    sentence: (focus) => `Gave ${percent(focus)} of the views of the last 30 days to one model`,
  },
  {
    name: 'priceSpread30d',
    typical: 0.33,
    read: (history, now) => {
      const prices = pricesViewed(history, now, 30);
      if (prices.length < 2) return 0;
      const mean = prices.reduce((sum, price) => sum + price, 0) / prices.length;
      const variance = prices.reduce((sum, price) => sum + (price - mean) ** 2, 0) / prices.length;
      return mean === 0 ? 0 : Math.sqrt(variance) / mean;
    },
    sentence: (spread) =>
      `Looked at prices that differ by ${percent(spread)} about their mean in the last 30 days`,
  },
  counted(
    'vehiclesSaved30d',
    'VEHICLE_SAVED',
    30,
    2,
    (n) => `Saved ${several(n, 'vehicle')}`,
    'Saved no vehicle',
  ),
  counted(
    'comparisons30d',
    'VEHICLE_COMPARED',
    30,
    1,
    (n) => `Compared vehicles ${several(n, 'time')}`,
    'Compared no vehicles',
  ),
  counted(
    'configurations30d',
    'VEHICLE_CONFIGURED',
    30,
    0,
    (n) => `Configured ${several(n, 'vehicle')}`,
    'Configured no vehicle',
  ),
  counted(
    'paymentEstimates14d',
    // A lease quote is an estimate of payments under another name. The simulated people who taught the model are quoted none, so no number it learnt from is another.
    ['PAYMENT_ESTIMATED', 'LEASE_QUOTED'],
    14,
    1,
    (n) => `Estimated payments ${several(n, 'time')}`,
    'Estimated no payments',
  ),
  counted(
    'showroomVisits30d',
    'SHOWROOM_VISITED',
    30,
    0,
    (n) => `Visited the showroom ${several(n, 'time')}`,
    'Made no showroom visit',
  ),
  counted(
    'testDrivesBooked30d',
    'TEST_DRIVE_BOOKED',
    30,
    0,
    (n) => `Booked ${several(n, 'test drive')}`,
    'Booked no test drive',
  ),
  counted(
    'testDrivesTaken60d',
    'TEST_DRIVE_TAKEN',
    60,
    0,
    (n) => `Took ${several(n, 'test drive')}`,
    'Took no test drive',
  ),
  counted(
    'enquiries30d',
    'LEAD_SUBMITTED',
    30,
    1,
    (n) => `Enquired ${several(n, 'time')}`,
    'Made no enquiry',
  ),
  counted(
    'offersClicked14d',
    'OFFER_CLICKED',
    14,
    1,
    (n) => `Followed ${several(n, 'offer')}`,
    'Followed no offer',
  ),
  {
    name: 'activeDays30d',
    typical: 6,
    read: (history, now) =>
      new Set(eventsWithin(history, now, 30, activityTypes).map(({ at }) => Math.floor(at / dayMs))).size,
    sentence: (active) => `Was active on ${several(active, 'day')} of the last 30`,
  },
  {
    name: 'daysSinceActivity',
    typical: 0,
    read: (history, now) => daysSince(history, now, 'newest', 90),
    sentence: (since) =>
      since >= 90 ? 'Showed no activity in the last 90 days' : `Was last active ${days(since)} ago`,
  },
  {
    name: 'daysSinceFirstSeen',
    typical: 16,
    read: (history, now) => daysSince(history, now, 'oldest', 180),
    sentence: (since) =>
      since >= 180
        ? 'Did nothing we know of in the last 180 days'
        : `Was already active ${days(since)} ago, and not before in the last 180 days`,
  },
  {
    name: 'tradeIn',
    typical: 0,
    read: ({ traits }) => (traits['tradeIn'] === true ? 1 : 0),
    sentence: (has) => (has > 0 ? 'Has a car to trade in' : 'Named no car to trade in'),
  },
  {
    name: 'phoneGiven',
    typical: 1,
    read: ({ traits }) => (typeof traits['phone'] === 'string' && traits['phone'] !== '' ? 1 : 0),
    sentence: (given) => (given > 0 ? 'Left a telephone number' : 'Left no telephone number'),
  },
];

/** One lead's values as of `now` (ms), in the order of `leadFeatures`. */
export const readLead = (history: ProfileHistory, now: number): number[] =>
  leadFeatures.map((feature) => feature.read(history, now));

/** Rows of values (each as `readLead` gives) as the model's one input, `features` [batch, number of features]. */
export function encodeLead(rows: readonly (readonly number[])[]): Tensors {
  const width = leadFeatures.length;
  const data = new Float32Array(rows.length * width);
  rows.forEach((row, place) => data.set(row, place * width));
  return { features: { dims: [rows.length, width], data } };
}
