import { counted, several } from './lead-feature.js';

/** How many offers were followed in a fortnight. */
export const offersClicked14d = counted(
  'offersClicked14d',
  'OFFER_CLICKED',
  14,
  1,
  (n) => `Followed ${several(n, 'offer')}`,
  'Followed no offer',
);
