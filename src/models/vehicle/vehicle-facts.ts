import { z } from 'zod';

/** Shapes of car a shopper asks for. The closed set into which every catalogue and feed is mapped. */
export const bodyStyles = [
  'SUV', 'SEDAN', 'HATCHBACK', 'ESTATE', 'PICKUP', 'VAN', 'COUPE', 'CONVERTIBLE', 'OTHER',
] as const; // prettier-ignore
export type BodyStyle = (typeof bodyStyles)[number];

/** What a car runs on. `HYBRID` cannot be plugged in, `PLUGIN_HYBRID` can. */
export const fuelTypes = ['PETROL', 'DIESEL', 'HYBRID', 'PLUGIN_HYBRID', 'ELECTRIC', 'OTHER'] as const;
export type FuelType = (typeof fuelTypes)[number];

/** Whether a car had an owner before; `CERTIFIED` is used and vouched for by its maker. */
export const conditions = ['NEW', 'USED', 'CERTIFIED'] as const;
export type Condition = (typeof conditions)[number];

/**
 * What is known of a vehicle where only its nature matters: in a shopper's history, in a rule's predicate, in a
 * model's features. Absent means unknown. Copied into each event when it is accepted, so history does not change
 * when a price does.
 */
export const vehicleFactsSchema = z.object({
  /** Stock unit id, when the car stands in the tenant's stock. */
  vehicleId: z.uuid().optional(),
  make: z.string().optional(),
  model: z.string().optional(),
  trim: z.string().optional(),
  modelYear: z.number().int().optional(),
  bodyStyle: z.enum(bodyStyles).optional(),
  fuelType: z.enum(fuelTypes).optional(),
  condition: z.enum(conditions).optional(),
  /** Asking price in major units of the tenant's currency. */
  price: z.number().nonnegative().optional(),
  mileageKm: z.number().nonnegative().optional(),
});
export type VehicleFacts = z.infer<typeof vehicleFactsSchema>;
