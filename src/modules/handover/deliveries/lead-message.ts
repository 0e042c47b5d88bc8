import type { LeadMoved } from '../../../models/lead/lead-news.js';
import { titleOf } from '../../../models/vehicle/vehicle-in-stock.js';
import type { HandedLead } from '../adf/prospect-of.js';

/**
 * What a webhook of a lead tells: it is there, its person raised another hand, it moved, another dealer got it,
 * nobody answered it in time, or somebody tries the way.
 */
export type LeadMessageType =
  'lead.created' | 'lead.joined' | 'lead.moved' | 'lead.routed' | 'lead.overdue' | 'lead.test';

/** One handing over, as far as its message depends on it. */
export interface LeadMessageAbout {
  readonly id: string;
  readonly type: LeadMessageType;
  readonly at: Date;
  readonly isResent: boolean;
  readonly move: LeadMoved | null;
}

/** The body of a webhook: the lead as it is now, and what happened. Fields may be added; none changes its meaning. */
export function leadMessage({ lead, vehicle, dealer }: HandedLead, about: LeadMessageAbout): string {
  const { id, interest, status, contact, message, consent, createdAt, probability, grade, reasons, tradeIn } = lead;
  const { firstName = null, lastName = null, email = null, phone = null } = contact;
  const car = vehicle && {
    id: vehicle.id,
    stockNumber: vehicle.stockNumber,
    vin: vehicle.vin,
    title: titleOf(vehicle),
    year: vehicle.modelYear,
    make: vehicle.make,
    model: vehicle.model,
    trim: vehicle.trim === '' ? null : vehicle.trim,
    price: { amount: vehicle.priceText, currency: vehicle.currency },
  };
  return JSON.stringify({
    type: about.type,
    timestamp: about.at.toISOString(),
    data: {
      deliveryId: about.id,
      isResent: about.isResent,
      move: about.move,
      lead: {
        id,
        createdAt: createdAt.toISOString(),
        interest,
        status,
        contact: { firstName, lastName, email, phone },
        message,
        consent: consent && { email: consent.email, phone: consent.phone, wording: consent.wording ?? null },
        score: { probability, grade, reasons: reasons.map(({ feature, sentence, logOdds }) => ({ feature, sentence, logOdds })) },
        dealer,
        vehicle: car,
        tradeIn: tradeIn ? { ...tradeIn, band: tradeIn.band ?? null } : null,
      },
    },
  });
} // prettier-ignore
