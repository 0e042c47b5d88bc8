import type { Tensors } from '../../../models/prediction/model-manifest.js';
import type { ProfileHistory } from '../../../models/profile/profile-history.js';
import { activeDays30d } from './lead/active-days-30d.js';
import { comparisons30d } from './lead/comparisons-30d.js';
import { configurations30d } from './lead/configurations-30d.js';
import { daysSinceActivity } from './lead/days-since-activity.js';
import { daysSinceFirstSeen } from './lead/days-since-first-seen.js';
import { distinctModels30d } from './lead/distinct-models-30d.js';
import { enquiries30d } from './lead/enquiries-30d.js';
import { modelFocus30d } from './lead/model-focus-30d.js';
import { offersClicked14d } from './lead/offers-clicked-14d.js';
import { paymentEstimates14d } from './lead/payment-estimates-14d.js';
import { phoneGiven } from './lead/phone-given.js';
import { priceSpread30d } from './lead/price-spread-30d.js';
import { showroomVisits30d } from './lead/showroom-visits-30d.js';
import { testDrivesBooked30d } from './lead/test-drives-booked-30d.js';
import { testDrivesTaken60d } from './lead/test-drives-taken-60d.js';
import { tradeIn } from './lead/trade-in.js';
import { vehicleViews14d } from './lead/vehicle-views-14d.js';
import { vehiclesSaved30d } from './lead/vehicles-saved-30d.js';
import { viewsChange7d } from './lead/views-change-7d.js';
import type { LeadFeature } from './lead/lead-feature.js';
import { LeadState } from './lead/lead-state.js';

export type { LeadFeature } from './lead/lead-feature.js';

/** Name of this list and order of numbers. Any change needs a new name and a new model. */
export const leadFeatureSet = 'lead-v1';

/** The numbers a lead is scored on, in the order of the model's input. */
export const leadFeatures: readonly LeadFeature[] = [
  vehicleViews14d,
  viewsChange7d,
  distinctModels30d,
  modelFocus30d,
  priceSpread30d,
  vehiclesSaved30d,
  comparisons30d,
  configurations30d,
  paymentEstimates14d,
  showroomVisits30d,
  testDrivesBooked30d,
  testDrivesTaken60d,
  enquiries30d,
  offersClicked14d,
  activeDays30d,
  daysSinceActivity,
  daysSinceFirstSeen,
  tradeIn,
  phoneGiven,
];

/** One lead's values as of `now` (ms), in the order of `leadFeatures`. */
export function readLead({ events, traits }: ProfileHistory, now: number): number[] {
  const state = new LeadState(leadFeatures);
  for (const event of events) state.take(event);
  return state.readAt({ at: now, seq: Infinity }, traits);
}

/** Rows of values (each as `readLead` gives) as the model's one input, `features` [batch, number of features]. */
export function encodeLead(rows: readonly (readonly number[])[]): Tensors {
  const width = leadFeatures.length;
  const data = new Float32Array(rows.length * width);
  // Number by number: to have a list of them copied takes longer.
  let at = 0;
  for (const row of rows) for (let column = 0; column < width; column++) data[at++] = row[column] ?? 0;
  return { features: { dims: [rows.length, width], data } };
}
