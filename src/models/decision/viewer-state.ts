import { z } from 'zod';
import { consentStates } from '../consent/consent-statement.js';
import { purposes } from '../consent/purpose.js';
import { eventTypes } from '../event/event-type.js';
import { vehicleFactsSchema } from '../vehicle/vehicle-facts.js';

/** How many recent vehicles a viewer state carries, newest first. */
export const recentVehiclesKept = 20;
/** How far back they are looked for: 90 days, in milliseconds. */
export const recentMs = 90 * 86_400_000;

/** One vehicle a viewer touched lately, and how. Being shown an offer (`OFFER_VIEWED`) is not touching its vehicle. */
export const recentVehicleSchema = z.object({
  type: z.enum(eventTypes),
  /** Milliseconds since the epoch. */
  at: z.number(),
  vehicle: vehicleFactsSchema,
});
export type RecentVehicle = z.infer<typeof recentVehicleSchema>;

/**
 * What a decision reads of a viewer, in one read: which audiences they are in, what they
 * did last and what they allow. Published by
 * `segments` after each evaluation, rebuildable from the log at any time.
 */
export const viewerStateSchema = z.object({
  profileId: z.uuid(),
  segmentIds: z.array(z.uuid()),
  recent: z.array(recentVehicleSchema),
  /** What their arms in experiments are drawn by: see `unitOf`. Absent where no id of theirs can be named by a storefront. */
  unit: z.string().optional(),
  /**
   * What they said of consent; what silence means, the tenant's policy says when a decision is made. Absent in states
   * published before anybody could say anything.
   */
  consent: z.partialRecord(z.enum(purposes), z.enum(consentStates)).default({}),
});
export type ViewerState = z.output<typeof viewerStateSchema>;
/** A viewer state as it lies in the store. */
export type PublishedState = z.input<typeof viewerStateSchema>;
