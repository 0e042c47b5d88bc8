import type { RecentVehicle } from '../../../../models/decision/viewer-state.js';
import type { VehicleFacts } from '../../../../models/vehicle/vehicle-facts.js';
import { Likenesses, type Likeness } from '../taste/likeness.js';
import { touches } from './touches.js';

const dayMs = 86_400_000;
/** A touch a fortnight old says 1/e of what it said when new. */
const memoryDays = 14;

/** A touch as scoring reads it: of what kind, how strong it was, and how much of it is left. */
export interface WeighedTouch {
  readonly vehicle: VehicleFacts;
  /** What taste counts the vehicle by. */
  readonly likeness: Likeness;
  /** Place among `touchKinds`, or -1. */
  readonly kind: number;
  readonly strength: number;
  /** 1 when new, towards 0. */
  readonly recency: number;
  /** Strength that is left: what it weighs among the others. */
  readonly share: number;
}

/** Weighs touches as of `now` (ms). */
export function weighed(touched: readonly RecentVehicle[], now: number): WeighedTouch[] {
  const page = new Likenesses(touched.length);
  return touched.map((touch, row) => {
    page.write(row, touch.vehicle);
    return weigh(touch, { page, row }, now);
  });
}

/** One dated after `now` counts as one just made. */
function weigh({ type, at, vehicle }: RecentVehicle, likeness: Likeness, now: number): WeighedTouch {
  const { kind, strength } = touches[type];
  const recency = Math.exp(-Math.max(now - at, 0) / dayMs / memoryDays);
  return { vehicle, likeness, kind, strength, recency, share: strength * recency };
}
