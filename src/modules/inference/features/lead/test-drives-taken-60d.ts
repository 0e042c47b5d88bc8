import { counted, several } from './lead-feature.js';

/** How many test drives were taken in two months. */
export const testDrivesTaken60d = counted(
  'testDrivesTaken60d',
  'TEST_DRIVE_TAKEN',
  60,
  0,
  (n) => `Took ${several(n, 'test drive')}`,
  'Took no test drive',
);
