import { recentVehiclesKept, type RecentVehicle } from '../../../models/decision/viewer-state.js';
import {
  bodyStyles,
  conditions,
  fuelTypes,
  type VehicleFacts,
} from '../../../models/vehicle/vehicle-facts.js';
import { touches, touchKinds } from './touch.js';
import { bodyPlace, conditionPlace, fuelPlace, priceLevel } from './vehicle-vector.js';

const dayMs = 86_400_000;
/** A touch a fortnight old says 1/e of what it said when new. */
const memoryDays = 14;

/** Make and model as taste counts them; empty when unknown. */
interface Range {
  readonly make: string;
  readonly model: string;
}
const ranges = new WeakMap<VehicleFacts, Range>();

function rangeOf(vehicle: VehicleFacts): Range {
  const make = (vehicle.make ?? '').toLowerCase();
  return { make, model: vehicle.model === undefined ? '' : `${make}/${vehicle.model.toLowerCase()}` };
}

/** For candidates, which are the same objects from request to request: kept as long as the vehicle is. */
function keptRangeOf(vehicle: VehicleFacts): Range {
  let range = ranges.get(vehicle);
  if (!range) ranges.set(vehicle, (range = rangeOf(vehicle)));
  return range;
}

/** What a viewer's recent vehicles say of their taste: weights by strength and recency, computed once a request. */
export interface ViewerTaste {
  readonly recencies: readonly number[];
  readonly bodies: Float64Array;
  readonly fuels: Float64Array;
  readonly conditions: Float64Array;
  readonly makes: ReadonlyMap<string, number>;
  readonly models: ReadonlyMap<string, number>;
  readonly vehicleIds: ReadonlySet<string>;
  readonly kinds: Float64Array;
  readonly weight: number;
  /** Weighted mean and spread of the price levels seen; null when no price was seen. */
  readonly price: { readonly mean: number; readonly spread: number } | null;
}

/** Sums up the recent vehicles as of `now` (ms). A touch dated after `now` counts as one just made. */
export function tasteOf(recent: readonly RecentVehicle[], now: number): ViewerTaste {
  const recencies: number[] = [];
  const bodies = new Float64Array(bodyStyles.length);
  const fuels = new Float64Array(fuelTypes.length);
  const states = new Float64Array(conditions.length);
  const kinds = new Float64Array(touchKinds.length);
  const makes = new Map<string, number>();
  const models = new Map<string, number>();
  const vehicleIds = new Set<string>();
  let [weight, priced, sum, squares] = [0, 0, 0, 0];
  for (const { type, at, vehicle } of recent.slice(0, recentVehiclesKept)) {
    const { kind, strength } = touches[type];
    const recency = Math.exp(-Math.max(now - at, 0) / dayMs / memoryDays);
    const share = strength * recency;
    recencies.push(recency);
    weight += share;
    add(bodies, bodyPlace(vehicle.bodyStyle), share);
    add(fuels, fuelPlace(vehicle.fuelType), share);
    add(states, conditionPlace(vehicle.condition), share);
    add(kinds, kind, share);
    const { make, model } = rangeOf(vehicle);
    makes.set(make, (makes.get(make) ?? 0) + share);
    models.set(model, (models.get(model) ?? 0) + share);
    if (vehicle.vehicleId !== undefined) vehicleIds.add(vehicle.vehicleId);
    if (vehicle.price !== undefined) {
      const level = priceLevel(vehicle.price);
      priced += share;
      sum += share * level;
      squares += share * level * level;
    }
  }
  // An unknown make is not a taste for unknown makes.
  makes.delete('');
  models.delete('');
  const mean = sum / priced;
  const price = priced > 0 ? { mean, spread: Math.sqrt(Math.max(squares / priced - mean * mean, 0)) } : null;
  return { recencies, bodies, fuels, conditions: states, makes, models, vehicleIds, kinds, weight, price };
}

function add(weights: Float64Array, place: number, share: number): void {
  if (place >= 0) weights[place] = (weights[place] ?? 0) + share;
}

/** Columns `writeViewer` fills. */
export const viewerSize = 6 + touchKinds.length;

/** Writes the summary of a viewer, without any candidate: how much is known, how fresh it is, of which kinds. */
export function writeViewer(target: Float32Array, taste: ViewerTaste): void {
  target[0] = taste.recencies.length / recentVehiclesKept;
  target[1] = Math.log1p(taste.weight);
  target[2] = taste.recencies[0] ?? 0;
  target[3] = Math.log1p(taste.models.size);
  target[4] = taste.price?.mean ?? 0;
  target[5] = taste.price?.spread ?? 0;
  for (let kind = 0; kind < touchKinds.length; kind++) target[6 + kind] = part(taste.kinds[kind], taste);
}

/** Columns `writeAffinity` fills. */
export const affinitySize = 10;

/** Writes how one candidate sits in a viewer's taste: shares of weight on its body, fuel, make and so on, and price. */
export function writeAffinity(
  target: Float32Array,
  offset: number,
  taste: ViewerTaste,
  vehicle: VehicleFacts,
): void {
  if (taste.weight === 0) return;
  const { make, model } = keptRangeOf(vehicle);
  target[offset] = part(taste.bodies[bodyPlace(vehicle.bodyStyle)], taste);
  target[offset + 1] = part(taste.fuels[fuelPlace(vehicle.fuelType)], taste);
  target[offset + 2] = part(taste.conditions[conditionPlace(vehicle.condition)], taste);
  target[offset + 3] = part(taste.makes.get(make), taste);
  target[offset + 4] = part(taste.models.get(model), taste);
  target[offset + 5] = vehicle.vehicleId !== undefined && taste.vehicleIds.has(vehicle.vehicleId) ? 1 : 0;
  if (taste.price === null || vehicle.price === undefined) return;
  const gap = Math.max(-3, Math.min(3, priceLevel(vehicle.price) - taste.price.mean));
  target[offset + 6] = gap;
  target[offset + 7] = Math.abs(gap);
  target[offset + 8] = gap * gap;
  target[offset + 9] = 1;
}

const part = (weight: number | undefined, taste: ViewerTaste): number =>
  weight === undefined || taste.weight === 0 ? 0 : weight / taste.weight;
