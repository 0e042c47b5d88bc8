import { recentVehiclesKept } from '../../../models/decision/viewer-state.js';
import type { Tensors } from '../../../models/prediction/model-manifest.js';
import type { OfferCandidate, OfferContext, OfferScoringRequest } from '../../../models/prediction/scores.js';
import type { VehicleFacts } from '../../../models/vehicle/vehicle-facts.js';
import { widthOf, writeAll, type Feature } from './columns.js';
import { hour } from './context/hour.js';
import { placement } from './context/placement.js';
import { weekday } from './context/weekday.js';
import { angle } from './creative/angle.js';
import { knownCar, type KnownCar } from './known-car.js';
import { newPaper, type Paper } from '../paper.js';
import { affinityWidth, Taste, viewerWidth } from './taste/taste.js';
import { touchFeatures } from './touch/touch-features.js';
import { weighed, type WeighedTouch } from './touch/weighed.js';
import { vehicleFeatures, vehicleWidth } from './vehicle/vehicle-features.js';

/**
 * Name of this way of turning an offer request into numbers. A model says in its manifest which set it was trained
 * on; any change to what the features write, or to their order, needs a new name and a new model.
 */
export const offerFeatureSet = 'offer-v1';

/** The columns of where and when, in order. */
const contextFeatures: readonly Feature<OfferContext>[] = [placement, hour, weekday];
const contextWidth = widthOf(contextFeatures);
const touchWidth = vehicleWidth + widthOf(touchFeatures);

/** The inputs of `offer-v1` by name, as a manifest states them. Outputs are `click` and `lead`, both `["batch"]`. */
export const offerInputs: Readonly<Record<string, readonly (number | 'batch')[]>> = {
  history: [1, recentVehiclesKept, touchWidth],
  history_mask: [1, recentVehiclesKept],
  viewer: [1, viewerWidth],
  context: [1, contextWidth],
  candidate: ['batch', vehicleWidth],
  creative: ['batch', angle.width],
  affinity: ['batch', affinityWidth],
};

/**
 * Turns one request into the tensors of `offer-v1`. What concerns the viewer alone is computed and stored once,
 * whatever the number of candidates. The same function serves decisions and writes training rows.
 *
 * @param paper what they are written on, and how long they last
 */
export function encodeOffers(
  { recent, candidates, context }: OfferScoringRequest,
  paper: Paper = newPaper,
): Tensors {
  const year = new Date(context.at).getUTCFullYear();
  const touches = weighed(recent.slice(0, recentVehiclesKept), context.at);
  const taste = new Taste(touches);
  const viewer = paper.tensor('viewer', 1, viewerWidth);
  taste.writeViewer(viewer.data);
  const where = paper.tensor('context', 1, contextWidth);
  writeAll(contextFeatures, where.data, 0, context);
  const history = encodeHistory(touches, year, paper);
  return { ...history, viewer, context: where, ...encodeCandidates(candidates, taste, year, paper) };
}

/** A row for each candidate: the car, what is said of it, and how it sits in the viewer's taste. */
function encodeCandidates(
  candidates: readonly OfferCandidate[],
  taste: Taste,
  year: number,
  paper: Paper,
): Tensors {
  const candidate = paper.tensor('candidate', candidates.length, vehicleWidth);
  const creative = paper.tensor('creative', candidates.length, angle.width);
  const affinity = paper.tensor('affinity', candidates.length, affinityWidth);
  const cars: KnownCar[] = [];
  let before: VehicleFacts | null = null;
  let car: KnownCar | null = null;
  let row = 0;
  for (const { vehicle, creative: said } of candidates) {
    angle.write(creative.data, row * angle.width, said);
    // The ways of saying it stand beside each other, so most cars are those of the row before.
    if (car === null || vehicle !== before) car = knownCar(vehicle, year);
    candidate.data.set(car.columns, row * vehicleWidth);
    cars.push(car);
    before = vehicle;
    row += 1;
  }
  taste.writeAffinity(affinity.data, cars);
  return { candidate, creative, affinity };
}

/** The newest twenty touches, newest first, and which of the twenty places are taken. */
function encodeHistory(touches: readonly WeighedTouch[], year: number, paper: Paper): Tensors {
  const history = paper.tensor('history', 1, recentVehiclesKept, touchWidth);
  const mask = paper.tensor('history_mask', 1, recentVehiclesKept);
  touches.forEach((touch, place) => {
    const offset = place * touchWidth;
    writeAll(vehicleFeatures, history.data, offset, { vehicle: touch.vehicle, year });
    writeAll(touchFeatures, history.data, offset + vehicleWidth, touch);
    mask.data[place] = 1;
  });
  return { history, history_mask: mask };
}
