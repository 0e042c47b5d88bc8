import { z } from 'zod';
import type { JsonObject } from '../../models/event/event-envelope.js';
import { mileageUnits } from '../../models/mileage.js';
import { tradeInConditions, type OfferedCar } from '../../models/trade-in/trade-in.js';
import { isVin } from '../../models/vehicle/vin.js';
import { storableText } from '../platform/storable.js';

const name = z.string().transform(storableText).pipe(z.string().trim().min(1).max(100));
const carSchema = z.object({
  make: name,
  model: name,
  trim: name.nullable().catch(null),
  modelYear: z.number().int().min(1_900).max(2_200),
  mileage: z.number().int().min(0).max(5_000_000).nullable().catch(null),
  mileageUnit: z.enum(mileageUnits).nullable().catch(null),
  condition: z.enum(tradeInConditions).nullable().catch(null),
  vin: z.string().refine(isVin).nullable().catch(null),
});

/**
 * The car that the properties of an event offer, not valued yet; left out where make, model or model year are not said. What it
 * is worth we say ourselves: a band that was sent is not read.
 */
export function tradeInIn({ tradeIn }: JsonObject): { readonly tradeIn?: OfferedCar } {
  const parsed = carSchema.safeParse(tradeIn);
  return parsed.success ? { tradeIn: parsed.data } : {};
}
