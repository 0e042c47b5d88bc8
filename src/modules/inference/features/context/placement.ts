import type { OfferContext } from '../../../../models/prediction/scores.js';
import type { Feature } from '../columns.js';
import { bucketOf } from '../vehicle/bucket.js';

const buckets = 8;

/** Where on the site the offer stands: one of eight buckets, as placements are named by the tenant. */
export const placement: Feature<OfferContext> = {
  name: 'placement',
  width: buckets,
  write: (target, offset, context) => {
    const bucket = bucketOf(context.placement, buckets);
    if (bucket >= 0) target[offset + bucket] = 1;
  },
};
