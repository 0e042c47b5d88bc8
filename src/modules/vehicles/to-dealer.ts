import { v5 as uuidv5 } from 'uuid';
import type { DealerRecord } from '../../models/vehicle/dealer.entity.js';
import { wrongPartsOf } from '../../models/vehicle/opening-hours.js';
import type { AppError } from '../platform/app-error.js';
import { isTimeZone } from '../platform/wall-clock.js';
import { canonicalMake } from '../../models/vehicle/make-names.js';
import { invalidDealer } from './vehicles.errors.js';

/** What is said of a dealer; what is left out of the rest is not known. */
export type NewDealer = Pick<DealerRecord, 'code' | 'name' | 'city' | 'latitude' | 'longitude'> &
  Partial<Omit<DealerRecord, 'id' | 'tenantId' | 'createdAt'>>;
/** What is to be changed of a dealer; what is left out stays. */
export type DealerChange = Partial<Omit<NewDealer, 'code'>>;

const longest = 200;
const most = { brands: 100, leadsPerDay: 100_000 } as const;
const texts = ['code', 'name', 'city', 'street', 'region', 'postalCode', 'country', 'phone', 'website'] as const; // prettier-ignore

/** A dealer as it is kept. @throws AppError INVALID_DEALER */
export function toDealer(tenantId: string, dealer: NewDealer, now: number): DealerRecord {
  const { street = null, region = null, postalCode = null, country = null, phone = null } = dealer;
  const { website = null, brands = [], leadsPerDay = null, timeZone = null, hours = null } = dealer;
  const id = uuidv5(`dealer:${dealer.code.trim()}`, tenantId);
  const told = { street, region, postalCode, country, phone, website, brands, leadsPerDay, timeZone, hours };
  return sound({ ...dealer, ...told, id, tenantId, createdAt: new Date(now) });
}

/**
 * A dealer as it is after a change. Where it stands can be told once: audiences, distances and routes were told by it.
 * @throws AppError INVALID_DEALER
 */
export function changed(dealer: DealerRecord, change: DealerChange): DealerRecord {
  const given = Object.fromEntries(Object.entries<unknown>(change).filter(([, value]) => value !== undefined));
  const after = sound({ ...dealer, ...given });
  const isKnown = dealer.latitude !== null;
  if (isKnown && (after.latitude !== dealer.latitude || after.longitude !== dealer.longitude))
    throw invalidDealer('A dealer stays where it is, as audiences are told by it; one that moves is a new dealer.');
  return after;
} // prettier-ignore

/** Trimmed, with makes as they are written here. */
function sound(dealer: DealerRecord): DealerRecord {
  const trimmed = Object.fromEntries(texts.map((name) => [name, trim(dealer[name])]));
  const brands = [...new Set(dealer.brands.map((brand) => brand.trim()).filter(Boolean).map(canonicalMake))]; // prettier-ignore
  const country = dealer.country?.trim().toUpperCase() || null;
  const known = { ...dealer, ...trimmed, country, brands, code: dealer.code.trim(), name: dealer.name.trim(), city: dealer.city.trim() }; // prettier-ignore
  const fault = faultOf(known);
  if (fault) throw fault;
  return known;
}

function faultOf(dealer: DealerRecord): AppError | null {
  const { code, name, city, latitude, longitude, country, website, brands, leadsPerDay, timeZone, hours } = dealer;
  const wrongHours = hours ? wrongPartsOf(hours) : [];
  const faults: readonly (readonly [boolean, string])[] = [
    [!code || !name || !city, 'A dealer needs a code, a name and a city, each of at most 200 characters.'],
    [texts.some((text) => (dealer[text]?.length ?? 0) > longest), `Keep each text of a dealer to ${longest} characters.`],
    [(latitude === null) !== (longitude === null), 'Give both latitude and longitude, or neither.'],
    [Math.abs(latitude ?? 0) > 90 || Math.abs(longitude ?? 0) > 180, 'latitude lies between -90 and 90, longitude between -180 and 180 degrees.'],
    [country !== null && !/^[A-Z]{2}$/.test(country), 'country has two letters, as ISO 3166 has them: GB, DE, US, CN.'],
    [website !== null && !isWebsite(website), 'website begins with https:// or http://.'],
    [brands.length > most.brands || brands.some((brand) => brand.length > longest), `brands are at most ${most.brands} makes.`],
    [leadsPerDay !== null && !(Number.isInteger(leadsPerDay) && leadsPerDay >= 1 && leadsPerDay <= most.leadsPerDay), `leadsPerDay lies between 1 and ${most.leadsPerDay}; leave it out where there is no limit.`],
    [timeZone !== null && !isTimeZone(timeZone), 'timeZone is an IANA name, such as Europe/London.'],
    [wrongHours.includes('weekly') || wrongHours.includes('exceptions.open'), 'Hours go from an earlier time to a later one, such as 09:00 to 18:30, six times a day at most; 24:00 is the end of a day.'],
    [wrongHours.includes('exceptions.date'), 'Days that are not as usual have ISO dates, such as 2026-12-24.'],
    [wrongHours.includes('exceptions'), 'There are more than 400 days that are not as usual; leave out those that are over.'],
  ];
  const fault = faults.find(([isTrue]) => isTrue);
  return fault ? invalidDealer(fault[1]) : null;
} // prettier-ignore

function isWebsite(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\//i.test(text);
}

function trim(text: string | null): string | null {
  return text?.trim() || null;
}
