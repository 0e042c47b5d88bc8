import { z } from 'zod';
import { eventSchema } from './event-schema.js';
import { amount, currency, instant, kilometres, text } from './values.js';

const orderId = ['transaction_id', 'order_number', 'order', 'contract_number', 'checkout_id'];
const vehicleRef = ['vin', 'vehicle_id', 'stock_number', 'item_id', 'product_id', 'sku'];

/** Ordered or bought a car. What it brought in is the point of it, so it must be said. */
export const orderPlaced = eventSchema({
  version: 1,
  fields: z.object({ amount: amount.needed, currency: currency.maybe, orderId: text.maybe }),
  alsoCalled: { amount: ['total', 'revenue', 'value', 'sale_price', 'price', 'item_price'], orderId },
});

/** Was handed a car. Which one must be said, by its number or its order's: it is theirs from now on. */
export const vehicleDelivered = eventSchema({
  version: 1,
  fields: z
    .object({ vehicleRef: text.maybe, orderId: text.maybe, mileageKm: kilometres.maybe })
    .refine((said) => said.vehicleRef !== undefined || said.orderId !== undefined, {
      path: ['vehicleRef'],
      message: 'is missing, and so is orderId; one of them must say which car it was',
    }),
  alsoCalled: { vehicleRef, orderId, mileageKm: ['odometer_km'] },
});

const visit = { dealer: text.maybe, service: text.maybe, vehicleRef: text.maybe };
const calledVisit = {
  dealer: ['dealer_code', 'dealer_id', 'store', 'workshop', 'branch'],
  service: ['service_type', 'job', 'kind', 'work'],
  vehicleRef,
};

/** Agreed on a visit to the workshop. */
export const serviceBooked = eventSchema({
  version: 1,
  fields: z.object({ ...visit, scheduledAt: instant.maybe }),
  alsoCalled: { ...calledVisit, scheduledAt: ['appointment', 'appointment_at', 'appointment_date', 'slot'] },
});

/** Had a car serviced. */
export const serviceDone = eventSchema({
  version: 1,
  fields: z.object({ ...visit, amount: amount.maybe, currency: currency.maybe, mileageKm: kilometres.maybe }),
  alsoCalled: { ...calledVisit, amount: ['total', 'revenue', 'value'], mileageKm: ['odometer_km'] },
});
