import type { OfferContext } from '../../../../models/prediction/scores.js';
import type { Feature } from '../columns.js';

/** The day of the week (UTC) as a point on a circle. */
export const weekday: Feature<OfferContext> = {
  name: 'weekday',
  width: 2,
  write: (target, offset, { at }) => {
    const week = (2 * Math.PI * (at / 3_600_000)) / 24 / 7;
    target[offset] = Math.sin(week);
    target[offset + 1] = Math.cos(week);
  },
};
