import { counted, several } from './lead-feature.js';

/** How many test drives were booked in a month. */
export const testDrivesBooked30d = counted(
  'testDrivesBooked30d',
  'TEST_DRIVE_BOOKED',
  30,
  0,
  (n) => `Booked ${several(n, 'test drive')}`,
  'Booked no test drive',
);
