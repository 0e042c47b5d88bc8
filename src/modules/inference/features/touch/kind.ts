import type { Feature } from '../columns.js';
import { touchKinds } from './touches.js';
import type { WeighedTouch } from './weighed.js';

/** What was done with the vehicle. */
export const kind: Feature<WeighedTouch> = {
  name: 'kind',
  width: touchKinds.length,
  write: (target, offset, touch) => {
    if (touch.kind >= 0) target[offset + touch.kind] = 1;
  },
};
