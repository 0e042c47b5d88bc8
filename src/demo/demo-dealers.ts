import type { OpenFrom } from '../models/vehicle/opening-hours.js';
import type { NewDealer } from '../modules/vehicles/dealers.service.js';

const allDay: OpenFrom[] = [{ opens: '09:00', closes: '18:30' }];
const hours: NonNullable<NewDealer['hours']> = {
  weekly: {
    ...{ MONDAY: allDay, TUESDAY: allDay, WEDNESDAY: allDay, THURSDAY: allDay, FRIDAY: allDay },
    SATURDAY: [{ opens: '09:00', closes: '17:00' }],
    SUNDAY: [{ opens: '11:00', closes: '16:00' }],
  },
  exceptions: {},
};
const common = { country: 'GB', timeZone: 'Europe/London', hours } as const;

/** Dealers of the demo tenant: invented businesses at invented addresses in real cities. */
export const demoDealers: readonly NewDealer[] = [
  { code: 'LON-01', name: 'Demo Motors London', street: '1 Demo Way', city: 'London', postalCode: 'NW10 0AA', latitude: 51.5282, longitude: -0.2817 },
  { code: 'MAN-01', name: 'Demo Motors Manchester', street: '2 Demo Way', city: 'Manchester', postalCode: 'M1 0AA', latitude: 53.4808, longitude: -2.2426 },
  { code: 'BIR-01', name: 'Demo Motors Birmingham', street: '3 Demo Way', city: 'Birmingham', postalCode: 'B1 0AA', latitude: 52.4862, longitude: -1.8904 },
  { code: 'LEE-01', name: 'Demo Motors Leeds', street: '4 Demo Way', city: 'Leeds', postalCode: 'LS1 0AA', latitude: 53.8008, longitude: -1.5491 },
  { code: 'GLA-01', name: 'Demo Motors Glasgow', street: '5 Demo Way', city: 'Glasgow', postalCode: 'G1 0AA', latitude: 55.8642, longitude: -4.2518 },
  { code: 'BRS-01', name: 'Demo Motors Bristol', street: '6 Demo Way', city: 'Bristol', postalCode: 'BS1 0AA', latitude: 51.4545, longitude: -2.5879 },
  { code: 'CDF-01', name: 'Demo Motors Cardiff', street: '7 Demo Way', city: 'Cardiff', postalCode: 'CF10 0AA', latitude: 51.4816, longitude: -3.1791 },
  { code: 'NCL-01', name: 'Demo Motors Newcastle', street: '8 Demo Way', city: 'Newcastle upon Tyne', postalCode: 'NE1 0AA', latitude: 54.9783, longitude: -1.6178 },
].map((dealer) => ({ ...common, ...dealer })); // prettier-ignore
