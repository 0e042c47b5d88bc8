import { counted, several } from './lead-feature.js';

/**
 * How often payments were estimated in a fortnight. A lease quote is an estimate of payments under another name. The
 * simulated people who taught the model are quoted none, so no number it learnt from is another.
 */
export const paymentEstimates14d = counted(
  'paymentEstimates14d',
  ['PAYMENT_ESTIMATED', 'LEASE_QUOTED'],
  14,
  1,
  (n) => `Estimated payments ${several(n, 'time')}`,
  'Estimated no payments',
);
