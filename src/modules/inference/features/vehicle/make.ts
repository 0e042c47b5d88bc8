import type { Feature } from '../columns.js';
import { bucketOf } from './bucket.js';
import type { VehicleAt } from './vehicle-at.js';

const buckets = 16;
const seeds = [0, 0x9747b28c] as const;

/** Who made it: two of sixteen buckets, so that a make never seen in training has a place too. */
export const make: Feature<VehicleAt> = {
  name: 'make',
  width: buckets,
  write: (target, offset, { vehicle }) => {
    if (vehicle.make === undefined) return;
    for (const seed of seeds) {
      const bucket = bucketOf(vehicle.make, buckets, seed);
      if (bucket >= 0) target[offset + bucket] = 1;
    }
  },
};
