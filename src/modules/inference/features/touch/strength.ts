import type { Feature } from '../columns.js';
import type { WeighedTouch } from './weighed.js';

/** How much the touch says of taste, a view being 1. */
export const strength: Feature<WeighedTouch> = {
  name: 'strength',
  width: 1,
  write: (target, offset, touch) => (target[offset] = touch.strength),
};
