import { creativeAngles, type CreativeAngle } from '../../../../models/prediction/scores.js';
import { oneOf } from '../columns.js';

/** What the creative speaks of. */
export const angle = oneOf<{ readonly angle: CreativeAngle }>(
  'angle',
  creativeAngles,
  (creative) => creative.angle,
);
