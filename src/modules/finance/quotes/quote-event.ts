import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import type { FinanceQuoteEntity } from '../../../models/finance/finance-quote.entity.js';

const kmPerMile = 1.609344;

/** Whom a quote is given to; at least one of the two. */
export interface QuotedPerson {
  readonly anonymousId: string | undefined;
  readonly userId: string | undefined;
}

/** What is noted in somebody's history of a quote they were given, so that audiences can ask for it; null for cash. */
export function quoteEvent(quote: FinanceQuoteEntity, { anonymousId, userId }: QuotedPerson): EventEnvelope | null {
  const { id, terms, figures, disclosures, vehicleId, createdAt } = quote;
  if (terms.product === 'CASH') return null;
  const isLease = terms.product === 'LEASE';
  const mileage = disclosures.mileageAllowance;
  const annualKm = mileage && Math.round(mileage.perYear * (mileage.unit === 'MI' ? kmPerMile : 1));
  return {
    messageId: `finance-quote-${id}`,
    type: isLease ? 'LEASE_QUOTED' : 'PAYMENT_ESTIMATED',
    name: isLease ? 'Lease Quoted' : 'Payment Estimated',
    anonymousId,
    userId,
    occurredAt: createdAt.getTime(),
    vehicleNames: vehicleId === null ? [] : [vehicleId],
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
