import { z } from 'zod';
import { eventSchema } from './event-schema.js';
import { amount, currency, kilometres, months, percent, text } from './values.js';

const terms = {
  currency: currency.maybe,
  deposit: amount.maybe,
  annualKm: kilometres.maybe,
  ratePercent: percent.maybe,
};
const calledTerms = {
  monthlyPayment: ['payment_amount', 'monthly_amount', 'monthly_price', 'instalment'],
  termMonths: ['term', 'months', 'duration_months'],
  deposit: ['down_payment', 'due_at_signing', 'initial_payment'],
  annualKm: ['annual_mileage_km', 'mileage_km_year', 'km_per_year'],
  ratePercent: ['apr', 'apr_percent', 'interest_rate'],
};

/** Worked out what a car would cost a month. */
export const paymentEstimated = eventSchema({
  version: 1,
  fields: z.object({ ...terms, monthlyPayment: amount.maybe, termMonths: months.maybe }),
  alsoCalled: calledTerms,
});

/** Was quoted a lease: what a month costs, and for how many. */
export const leaseQuoted = eventSchema({
  version: 1,
  fields: z.object({
    ...terms,
    monthlyPayment: amount.needed,
    termMonths: months.needed,
    residual: amount.maybe,
    quoteId: text.maybe,
  }),
  alsoCalled: { ...calledTerms, residual: ['residual_value', 'balloon'], quoteId: ['quote_number', 'quote'] },
});
