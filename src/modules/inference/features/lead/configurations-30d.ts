import { counted, several } from './lead-feature.js';

/** How many vehicles were configured in a month. */
export const configurations30d = counted(
  'configurations30d',
  'VEHICLE_CONFIGURED',
  30,
  0,
  (n) => `Configured ${several(n, 'vehicle')}`,
  'Configured no vehicle',
);
