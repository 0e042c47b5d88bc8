import { counted, several } from './lead-feature.js';

/** How often vehicles were compared in a month. */
export const comparisons30d = counted(
  'comparisons30d',
  'VEHICLE_COMPARED',
  30,
  1,
  (n) => `Compared vehicles ${several(n, 'time')}`,
  'Compared no vehicles',
);
