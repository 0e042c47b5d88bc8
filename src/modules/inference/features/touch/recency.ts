import type { Feature } from '../columns.js';
import type { WeighedTouch } from './weighed.js';

/** How fresh the touch is: 1 when new, 1/e after a fortnight. */
export const recency: Feature<WeighedTouch> = {
  name: 'recency',
  width: 1,
  write: (target, offset, touch) => (target[offset] = touch.recency),
};
