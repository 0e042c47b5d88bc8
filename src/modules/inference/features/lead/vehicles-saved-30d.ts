import { counted, several } from './lead-feature.js';

/** How many vehicles were saved in a month. */
export const vehiclesSaved30d = counted(
  'vehiclesSaved30d',
  'VEHICLE_SAVED',
  30,
  2,
  (n) => `Saved ${several(n, 'vehicle')}`,
  'Saved no vehicle',
);
