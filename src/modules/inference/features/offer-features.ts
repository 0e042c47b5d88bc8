import { recentVehiclesKept, type RecentVehicle } from '../../../models/decision/viewer-state.js';
import type { Tensor, Tensors } from '../../../models/prediction/model-manifest.js';
import type { OfferContext, OfferScoringRequest } from '../../../models/prediction/scores.js';
import { widthOf, writeAll, type Feature } from './columns.js';
import { hour } from './context/hour.js';
import { placement } from './context/placement.js';
import { weekday } from './context/weekday.js';
import { angle } from './creative/angle.js';
import { affinityWidth, Taste, viewerWidth } from './taste/taste.js';
import { touchFeatures } from './touch/touch-features.js';
import { weigh, type WeighedTouch } from './touch/weighed.js';
import { copyVehicle, vehicleFeatures, vehicleWidth } from './vehicle/vehicle-features.js';

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
 */
export function encodeOffers({ recent, candidates, context }: OfferScoringRequest): Tensors {
  const year = new Date(context.at).getUTCFullYear();
  const touches = weighed(recent, context.at);
  const taste = new Taste(touches);
  const candidate = tensor(candidates.length, vehicleWidth);
  const creative = tensor(candidates.length, angle.width);
  const affinity = tensor(candidates.length, affinityWidth);
  candidates.forEach(({ vehicle, creative: said }, row) => {
    angle.write(creative.data, row * angle.width, said);
    // The ways of saying it stand beside each other, so most cars are those of the row before.
    if (row > 0 && candidates[row - 1]?.vehicle === vehicle) {
      copyRowBefore(candidate.data, row, vehicleWidth);
      copyRowBefore(affinity.data, row, affinityWidth);
      return;
    }
    copyVehicle(candidate.data, row * vehicleWidth, vehicle, year);
    taste.writeAffinity(affinity.data, row * affinityWidth, vehicle);
  });
  const viewer = tensor(1, viewerWidth);
  taste.writeViewer(viewer.data);
  const where = tensor(1, contextWidth);
  writeAll(contextFeatures, where.data, 0, context);
  return { ...encodeHistory(touches, year), viewer, context: where, candidate, creative, affinity };
}

const weighed = (recent: readonly RecentVehicle[], now: number): WeighedTouch[] =>
  recent.slice(0, recentVehiclesKept).map((touched) => weigh(touched, now));

function copyRowBefore(data: Float32Array, row: number, size: number): void {
  data.copyWithin(row * size, (row - 1) * size, row * size);
}

/** The newest twenty touches, newest first, and which of the twenty places are taken. */
function encodeHistory(
  touches: readonly WeighedTouch[],
  year: number,
): { history: Tensor; history_mask: Tensor } {
  const history = tensor(1, recentVehiclesKept, touchWidth);
  const mask = tensor(1, recentVehiclesKept);
  touches.forEach((touch, place) => {
    const offset = place * touchWidth;
    writeAll(vehicleFeatures, history.data, offset, { vehicle: touch.vehicle, year });
    writeAll(touchFeatures, history.data, offset + vehicleWidth, touch);
    mask.data[place] = 1;
  });
  return { history, history_mask: mask };
}

function tensor(...dims: number[]): Tensor {
  return { dims, data: new Float32Array(dims.reduce((size, dim) => size * dim, 1)) };
}
