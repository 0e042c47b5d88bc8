import { z } from 'zod';
import { eventSchema } from './event-schema.js';
import { codes, count, daysLeft, kilometres, kilometresLeft, percent, serial } from './values.js';

const vin = { vin: serial.maybe };

/*
 * What a car reports of itself. Cars know where their people are: of these events nothing is kept but what stands here,
 * and a place never does.
 */

/** The car says how far it has been driven. */
export const carMileageReported = eventSchema({
  version: 1,
  isClosed: true,
  fields: z.object({ ...vin, mileageKm: kilometres.needed }),
  alsoCalled: { mileageKm: ['odometer_km'] },
});

/** The car says that it wants a service soon, or wanted one. */
export const carServiceDue = eventSchema({
  version: 1,
  isClosed: true,
  fields: z.object({ ...vin, kmLeft: kilometresLeft.maybe, daysLeft: daysLeft.maybe, mileageKm: kilometres.maybe }), // prettier-ignore
  alsoCalled: {
    kmLeft: ['distance_to_service_km'],
    daysLeft: ['days_to_service'],
    mileageKm: ['odometer_km'],
  },
});

/** The car says how its battery is. */
export const carBatteryReported = eventSchema({
  version: 1,
  isClosed: true,
  fields: z
    .object({ ...vin, healthPercent: percent.maybe, chargePercent: percent.maybe })
    .refine(({ healthPercent, chargePercent }) => healthPercent !== undefined || chargePercent !== undefined, {
      path: ['healthPercent'],
      message: 'is missing, and so is chargePercent; one of them must be said',
    }),
  alsoCalled: {
    healthPercent: ['state_of_health', 'soh'],
    chargePercent: ['state_of_charge', 'soc'],
  },
}); // prettier-ignore

/** The car says that something in it is wrong. */
export const carFaultReported = eventSchema({
  version: 1,
  isClosed: true,
  fields: z.object({ ...vin, codes: codes.maybe, faultCount: count.maybe }),
  alsoCalled: { codes: ['dtc_list', 'dtcs', 'fault_codes', 'code'], faultCount: ['dtc_count', 'count'] },
});
