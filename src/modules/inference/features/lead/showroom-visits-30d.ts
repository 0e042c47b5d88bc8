import { counted, several } from './lead-feature.js';

/** How often the showroom was visited in a month. */
export const showroomVisits30d = counted(
  'showroomVisits30d',
  'SHOWROOM_VISITED',
  30,
  0,
  (n) => `Visited the showroom ${several(n, 'time')}`,
  'Made no showroom visit',
);
