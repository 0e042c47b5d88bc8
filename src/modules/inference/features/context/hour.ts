import type { OfferContext } from '../../../../models/prediction/scores.js';
import type { Feature } from '../columns.js';

/** The hour of the day (UTC) as a point on a circle: 23 and 0 are neighbours. */
export const hour: Feature<OfferContext> = {
  name: 'hour',
  width: 2,
  write: (target, offset, { at }) => {
    const day = (2 * Math.PI * (at / 3_600_000)) / 24;
    target[offset] = Math.sin(day);
    target[offset + 1] = Math.cos(day);
  },
};
