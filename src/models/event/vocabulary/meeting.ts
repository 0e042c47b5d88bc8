import { z } from 'zod';
import { eventSchema } from './event-schema.js';
import { count, instant, kilometres, minutes, text } from './values.js';

const where = { dealer: text.maybe, salesperson: text.maybe };
const calledWhere = {
  dealer: ['dealer_code', 'dealer_id', 'store', 'store_code', 'showroom', 'branch', 'location'],
  salesperson: ['agent', 'seller', 'advisor'],
};
/** Of a drive under a programme: which, and for how many days. */
const underProgramme = { programme: text.maybe, days: count.maybe };
const calledTime = [
  'scheduled_for',
  'appointment',
  'appointment_at',
  'appointment_date',
  'starts_at',
  'slot',
];

/** Came to a showroom. */
export const showroomVisited = eventSchema({
  version: 1,
  fields: z.object({ ...where, partySize: count.maybe, reason: text.maybe }),
  alsoCalled: { ...calledWhere, partySize: ['people', 'visitors'], reason: ['purpose', 'visit_reason'] },
});

/** Agreed on a test drive, or did not come to it. */
export const testDriveArranged = eventSchema({
  version: 1,
  fields: z.object({ ...where, ...underProgramme, scheduledAt: instant.maybe }),
  alsoCalled: { ...calledWhere, scheduledAt: calledTime },
});

/** Drove a car before deciding. */
export const testDriveTaken = eventSchema({
  version: 1,
  fields: z.object({
    ...where,
    ...underProgramme,
    durationMinutes: minutes.maybe,
    distanceKm: kilometres.maybe,
  }),

  alsoCalled: { ...calledWhere, durationMinutes: ['minutes'], distanceKm: ['km'] },
});
