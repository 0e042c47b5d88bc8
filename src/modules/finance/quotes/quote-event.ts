import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import type { FinanceQuoteEntity } from '../../../models/finance/finance-quote.entity.js';

const kmPerMile = 1.609344;

/** Whom a quote is given to; at least one of the two. */
export interface QuotedPerson {
  readonly anonymousId: string | undefined;
  readonly userId: string | undefined;
}

/** What is noted in somebody's history of a quote they were given, so that audiences can ask for it. Cash has no payments: it is told by its name. */
export function quoteEvent(quote: FinanceQuoteEntity, person: QuotedPerson): EventEnvelope {
  const { id, terms, figures, disclosures, vehicleId, createdAt } = quote;
  const of = { messageId: `finance-quote-${id}`, ...person, occurredAt: createdAt.getTime(), vehicleNames: vehicleId === null ? [] : [vehicleId] };
  if (terms.product === 'CASH')
    return { ...of, type: 'CUSTOM', name: 'Cash Quoted', properties: { currency: terms.currency, price: Number(terms.price), due: Number(figures.amountDueAtSigning), quoteId: id } };
  const isLease = terms.product === 'LEASE';
  const mileage = disclosures.mileageAllowance;
  const annualKm = mileage && Math.round(mileage.perYear * (mileage.unit === 'MI' ? kmPerMile : 1));
  return {
    ...of,
    type: isLease ? 'LEASE_QUOTED' : 'PAYMENT_ESTIMATED',
    name: isLease ? 'Lease Quoted' : 'Payment Estimated',
    properties: {
      currency: terms.currency,
      deposit: Number(terms.downPayment),
      monthlyPayment: Number(figures.payment),
      termMonths: terms.termMonths,
      ...(annualKm === null ? {} : { annualKm }),
      ...(figures.ratePercent === null ? {} : { ratePercent: Math.min(Number(figures.ratePercent), 100) }),
      ...(isLease ? { residual: Number(figures.residual), quoteId: id } : {}),
    },
  };
} // prettier-ignore
