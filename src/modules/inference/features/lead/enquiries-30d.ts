import { counted, several } from './lead-feature.js';

/** How often a hand was raised in a month. */
export const enquiries30d = counted(
  'enquiries30d',
  'LEAD_SUBMITTED',
  30,
  1,
  (n) => `Enquired ${several(n, 'time')}`,
  'Made no enquiry',
);
