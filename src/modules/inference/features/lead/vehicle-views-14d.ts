import { counted, several } from './lead-feature.js';

/** How many vehicles were viewed in a fortnight. */
export const vehicleViews14d = counted(
  'vehicleViews14d',
  'VEHICLE_VIEWED',
  14,
  13,
  (n) => `Viewed ${several(n, 'vehicle')}`,
  'Viewed no vehicle',
);
