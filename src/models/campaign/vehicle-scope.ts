import { z } from 'zod';
import { bodyStyles, conditions, fuelTypes } from '../vehicle/vehicle-facts.js';

const names = z.array(z.string().trim().min(1).max(80)).min(1).max(200);

/** A range with either end open; both ends belong to it. */
const range = (number: z.ZodNumber) =>
  z
    .strictObject({ atLeast: number.optional(), atMost: number.optional() })
    .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'names no bound')
    .refine(
      ({ atLeast, atMost }) => atLeast === undefined || atMost === undefined || atLeast <= atMost,
      'has atLeast above atMost',
    );

/**
 * Which vehicles a campaign may show: every named property must fit, each by any of its values, in the words of a
 * segment's `where`. Empty means all stock. A vehicle whose property is unknown does not fit a scope that names it.
 */
export const vehicleScopeSchema = z.strictObject({
  make: names.optional(),
  model: names.optional(),
  bodyStyle: z.array(z.enum(bodyStyles)).min(1).optional(),
  fuelType: z.array(z.enum(fuelTypes)).min(1).optional(),
  condition: z.array(z.enum(conditions)).min(1).optional(),
  /** Major units of the tenant's currency. */
  price: range(z.number().nonnegative()).optional(),
  modelYear: range(z.number().int().min(1885).max(2100)).optional(),
});
export type VehicleScope = z.infer<typeof vehicleScopeSchema>;
