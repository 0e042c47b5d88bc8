import type { EventType } from '../../../models/event/event-type.js';
import type { AiplStage, JourneyStage } from '../../../models/segment/lifecycle.js';
import type { CalendarPeriod } from '../../../models/segment/period.js';
import type { BodyStyle, FuelType } from '../../../models/vehicle/vehicle-facts.js';

/** How each event reads: alone, and with a vehicle in the place of `…`. */
export const phrases: Record<EventType, { alone: string; about: string }> = {
  PAGE_VIEWED: { alone: 'opened a page', about: 'opened a page about …' },
  VEHICLE_LISTED: { alone: 'looked through a list of vehicles', about: 'saw … in a list' },
  VEHICLE_VIEWED: { alone: 'viewed a vehicle', about: 'viewed …' },
  VEHICLE_CONFIGURED: { alone: 'configured a vehicle', about: 'configured …' },
  VEHICLE_SAVED: { alone: 'saved a vehicle', about: 'saved …' },
  VEHICLE_COMPARED: { alone: 'compared vehicles', about: 'compared … with others' },
  PAYMENT_ESTIMATED: { alone: 'estimated a payment', about: 'estimated a payment for …' },
  LEASE_QUOTED: { alone: 'was quoted a lease', about: 'was quoted a lease of …' },
  LEAD_SUBMITTED: { alone: 'sent an enquiry', about: 'sent an enquiry about …' },
  DEALER_CALLED: { alone: 'spoke with a dealer', about: 'spoke with a dealer about …' },
  SALES_NOTE_WRITTEN: { alone: 'was noted by a salesperson', about: 'was noted by a salesperson about …' },
  SHOWROOM_VISITED: { alone: 'visited a showroom', about: 'visited a showroom about …' },
  TEST_DRIVE_BOOKED: { alone: 'booked a test drive', about: 'booked a test drive of …' },
  TEST_DRIVE_TAKEN: { alone: 'took a test drive', about: 'took a test drive of …' },
  TEST_DRIVE_MISSED: { alone: 'missed a test drive', about: 'missed a test drive of …' },
  ORDER_PLACED: { alone: 'placed an order', about: 'ordered …' },
  VEHICLE_DELIVERED: { alone: 'took delivery of a vehicle', about: 'took delivery of …' },
  SERVICE_BOOKED: { alone: 'booked a service', about: 'booked a service of …' },
  SERVICE_DONE: { alone: 'had a vehicle serviced', about: 'had a service of …' },
  OFFER_VIEWED: { alone: 'was shown an offer', about: 'was shown an offer of …' },
  OFFER_CLICKED: { alone: 'clicked an offer', about: 'clicked an offer of …' },
  CAR_MILEAGE_REPORTED: {
    alone: 'drives a car that reports its mileage',
    about: 'drives … that reports its mileage',
  },
  CAR_SERVICE_DUE: { alone: 'drives a car that wants a service', about: 'drives … that wants a service' },
  CAR_BATTERY_REPORTED: {
    alone: 'drives a car that reports its battery',
    about: 'drives … that reports its battery',
  },
  CAR_FAULT_REPORTED: { alone: 'drives a car that reports a fault', about: 'drives … that reports a fault' },
  IDENTIFIED: { alone: 'identified themselves', about: 'identified themselves on …' },
  CUSTOM: { alone: 'did something else', about: 'did something else with …' },
  LEAD_GRADED: { alone: 'was graded as a lead', about: 'was graded as a lead' },
  LEAD_MOVED: { alone: 'was moved on as a lead', about: 'was moved on as a lead' },
  PROFILE_MERGED: { alone: 'was merged', about: 'was merged' },
  PROFILE_UNMERGED: { alone: 'was parted', about: 'was parted' },
  CONSENT_CHANGED: { alone: 'changed their consent', about: 'changed their consent' },
};

/** Shapes of car. */
export const shapeWords: Record<BodyStyle, string> = {
  SUV: 'SUV', SEDAN: 'saloon', HATCHBACK: 'hatchback', ESTATE: 'estate', PICKUP: 'pickup', VAN: 'van', COUPE: 'coupé',
  CONVERTIBLE: 'convertible', OTHER: 'vehicle of another shape',
}; // prettier-ignore
/** What cars run on. */
export const fuelWords: Record<FuelType, string> = {
  PETROL: 'petrol', DIESEL: 'diesel', HYBRID: 'hybrid', PLUGIN_HYBRID: 'plug-in hybrid', ELECTRIC: 'electric',
  OTHER: 'other-fuelled',
}; // prettier-ignore
/** Stretches of the calendar. */
export const calendarWords: Record<CalendarPeriod, string> = {
  TODAY: 'today', YESTERDAY: 'yesterday', THIS_WEEK: 'this week', LAST_WEEK: 'last week', THIS_MONTH: 'this month',
  LAST_MONTH: 'last month', THIS_QUARTER: 'this quarter', LAST_QUARTER: 'last quarter', THIS_YEAR: 'this year',
  LAST_YEAR: 'last year',
}; // prettier-ignore
/** Stages. */
export const stageWords: Record<AiplStage | JourneyStage, string> = {
  AWARENESS: 'awareness', INTEREST: 'interest', PURCHASE: 'purchase', LOYALTY: 'loyalty', RESEARCH: 'research',
  SHORTLIST: 'shortlist', TEST_DRIVE: 'test drive', FINANCE: 'finance', OWNERSHIP: 'ownership', REPURCHASE: 'repurchase',
}; // prettier-ignore
const quantityWords: ReadonlyMap<string, string> = new Map(Object.entries({
  'vehicle.price': 'price', 'vehicle.modelYear': 'model year', 'vehicle.mileageKm': 'mileage in km',
})); // prettier-ignore
const thingWords: ReadonlyMap<string, string> = new Map(Object.entries({
  day: 'days', vehicle: 'vehicles', 'vehicle.make': 'makes', 'vehicle.model': 'models', 'vehicle.bodyStyle': 'shapes',
  'vehicle.fuelType': 'fuels', 'vehicle.condition': 'conditions',
})); // prettier-ignore

/** What is added up. */
export function quantity(of: string): string {
  return quantityWords.get(of) ?? of;
}

/** What is counted once each. */
export function things(of: string): string {
  return thingWords.get(of) ?? `values of ${of}`;
}
