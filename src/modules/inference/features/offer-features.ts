import { recentVehiclesKept, type RecentVehicle } from '../../../models/decision/viewer-state.js';
import type { Tensor, Tensors } from '../../../models/prediction/model-manifest.js';
import {
  creativeAngles,
  type OfferContext,
  type OfferScoringRequest,
} from '../../../models/prediction/scores.js';
import { bucketOf } from './bucket.js';
import { touches, touchKinds } from './touch.js';
import { copyVehicle, vehicleVectorSize, writeVehicle } from './vehicle-vector.js';
import {
  affinitySize,
  tasteOf,
  viewerSize,
  writeAffinity,
  writeViewer,
  type ViewerTaste,
} from './viewer-taste.js';

/**
 * Name of this way of turning an offer request into numbers. A model says in its manifest which set it was trained
 * on; any change to what the functions below write needs a new name and a new model.
 */
export const offerFeatureSet = 'offer-v1';

const placementBuckets = 8;
const contextSize = placementBuckets + 4;
/** Content of the vehicle, then the kind of touch, its strength and its recency. */
const touchSize = vehicleVectorSize + touchKinds.length + 2;
const angles = creativeAngles.length;

/** The inputs of `offer-v1` by name, as a manifest states them. Outputs are `click` and `lead`, both `["batch"]`. */
export const offerInputs: Readonly<Record<string, readonly (number | 'batch')[]>> = {
  history: [1, recentVehiclesKept, touchSize],
  history_mask: [1, recentVehiclesKept],
  viewer: [1, viewerSize],
  context: [1, contextSize],
  candidate: ['batch', vehicleVectorSize],
  creative: ['batch', angles],
  affinity: ['batch', affinitySize],
};

/**
 * Turns one request into the tensors of `offer-v1`. What concerns the viewer alone is computed and stored once,
 * whatever the number of candidates. The same function serves decisions and writes training rows.
 */
export function encodeOffers(request: OfferScoringRequest): Tensors {
  const { recent, candidates, context } = request;
  const year = new Date(context.at).getUTCFullYear();
  const taste = tasteOf(recent, context.at);
  const candidate = tensor(candidates.length, vehicleVectorSize);
  const creative = tensor(candidates.length, angles);
  const affinity = tensor(candidates.length, affinitySize);
  candidates.forEach(({ vehicle, creative: { angle } }, row) => {
    creative.data[row * angles + creativeAngles.indexOf(angle)] = 1;
    // The ways of saying it stand beside each other, so most cars are those of the row before.
    if (row > 0 && candidates[row - 1]?.vehicle === vehicle) {
      copyRowBefore(candidate.data, row, vehicleVectorSize);
      copyRowBefore(affinity.data, row, affinitySize);
      return;
    }
    copyVehicle(candidate.data, row * vehicleVectorSize, vehicle, year);
    writeAffinity(affinity.data, row * affinitySize, taste, vehicle);
  });
  const viewer = tensor(1, viewerSize);
  writeViewer(viewer.data, taste);
  return {
    ...encodeHistory(recent, taste, year),
    viewer,
    context: encodeContext(context),
    candidate,
    creative,
    affinity,
  };
}

function copyRowBefore(data: Float32Array, row: number, size: number): void {
  data.copyWithin(row * size, (row - 1) * size, row * size);
}

/** The newest twenty touches, newest first, and which of the twenty places are taken. */
function encodeHistory(
  recent: readonly RecentVehicle[],
  taste: ViewerTaste,
  year: number,
): { history: Tensor; history_mask: Tensor } {
  const history = tensor(1, recentVehiclesKept, touchSize);
  const mask = tensor(1, recentVehiclesKept);
  taste.recencies.forEach((recency, place) => {
    const touched = recent[place];
    if (touched === undefined) return;
    const { kind, strength } = touches[touched.type];
    const offset = place * touchSize;
    writeVehicle(history.data, offset, touched.vehicle, year);
    if (kind >= 0) history.data[offset + vehicleVectorSize + kind] = 1;
    history.data[offset + touchSize - 2] = strength;
    history.data[offset + touchSize - 1] = recency;
    mask.data[place] = 1;
  });
  return { history, history_mask: mask };
}

/** Where and when: the placement's bucket, and hour and weekday (UTC) as points on circles. */
function encodeContext({ placement, at }: OfferContext): Tensor {
  const context = tensor(1, contextSize);
  context.data[bucketOf(placement, placementBuckets)] = 1;
  const hours = at / 3_600_000;
  const day = (2 * Math.PI * hours) / 24;
  const week = day / 7;
  context.data.set([Math.sin(day), Math.cos(day), Math.sin(week), Math.cos(week)], placementBuckets);
  return context;
}

function tensor(...dims: number[]): Tensor {
  return { dims, data: new Float32Array(dims.reduce((size, dim) => size * dim, 1)) };
}
