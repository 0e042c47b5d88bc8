import type { RecentVehicle } from '../../../../models/decision/viewer-state.js';
import type { VehicleFacts } from '../../../../models/vehicle/vehicle-facts.js';
import { likenessOf, type Likeness } from '../taste/likeness.js';
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

/** Weighs a touch as of `now` (ms). One dated after `now` counts as one just made. */
export function weigh({ type, at, vehicle }: RecentVehicle, now: number): WeighedTouch {
  const { kind, strength } = touches[type];
  const recency = Math.exp(-Math.max(now - at, 0) / dayMs / memoryDays);
  return { vehicle, likeness: likenessOf(vehicle), kind, strength, recency, share: strength * recency };
}
