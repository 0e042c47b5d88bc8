import { DateTime } from 'luxon';
import type {
  AdfCondition,
  AdfContact,
  AdfName,
  AdfProspect,
  AdfVehicle,
} from '../../../models/handover/adf.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadInterest } from '../../../models/lead/lead-wish.js';
import type { OfferedCar, TradeInCondition } from '../../../models/trade-in/trade-in.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { commentsOf } from './comments-of.js';

/** What of a lead is told. */
export type ToldLead = Pick<
  LeadRecord,
  | 'tenantId'
  | 'id'
  | 'interest'
  | 'status'
  | 'contact'
  | 'message'
  | 'consent'
  | 'createdAt'
  | 'probability'
  | 'grade'
  | 'reasons'
  | 'vehicleId'
  | 'dealerId'
  | 'make'
  | 'model'
  | 'tradeIn'
>;

/** A lead with all that is told of it. */
export interface HandedLead {
  readonly lead: ToldLead;
  /** The car asked about; null where none is, or it is gone. */
  readonly vehicle: VehicleInStock | null;
  /** Who receives the lead; null where no dealer is found for it. */
  readonly dealer: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly phone: string | null;
  } | null;
  readonly tenant: { readonly name: string; readonly timeZone: string };
}

/** One handing over, as far as its message depends on it. */
export interface AdfDelivery {
  readonly id: string;
  readonly isResent: boolean;
  /** The dealer's address for leads. */
  readonly to: string;
}

/** What stands where ADF asks for something nobody said. */
const unnamed = 'Unspecified';
const interests: Readonly<Record<LeadInterest, AdfVehicle['interest']>> = {
  BUY: 'buy',
  LEASE: 'lease',
  TEST_DRIVE: 'test-drive',
  TRADE_IN: 'buy',
  FINANCE: 'buy',
  OTHER: 'buy',
};
const adfConditionOf: Readonly<Record<TradeInCondition, AdfCondition>> = {
  EXCELLENT: 'excellent',
  GOOD: 'good',
  FAIR: 'fair',
  POOR: 'poor',
};
const methods: Readonly<Partial<Record<LeadInterest, string>>> = { LEASE: 'lease', FINANCE: 'finance' };

/**
 * A lead in the words of ADF. The lead's id says which lead it is, the delivery's which message: what comes twice has both
 * in common. ADF asks for a car and a name where we may have none: `Unspecified` stands for them then, and the year of the
 * request for a model year.
 */
export function prospectOf({ lead, vehicle, dealer, tenant }: HandedLead, { id, isResent, to }: AdfDelivery): AdfProspect {
  const requested = DateTime.fromJSDate(lead.createdAt, { zone: tenant.timeZone });
  const vendor = dealer?.name ?? tenant.name;
  return {
    status: isResent ? 'resend' : 'new',
    ids: [
      { value: lead.id, source: 'Carousel' },
      { value: id, source: 'Carousel delivery' },
    ],
    requestDate: requested.toISO({ suppressMilliseconds: true }) ?? lead.createdAt.toISOString(),
    vehicles: vehiclesOf(lead, vehicle, String(requested.year)),
    customer: {
      contact: contactOf(lead),
      timeframe: null,
      comments: commentsOf(lead),
    },
    vendor: {
      ids: dealer ? [{ value: dealer.code, source: 'StoreCode' }] : [],
      name: vendor,
      contact: { names: [{ part: 'full', value: vendor }], email: to, phones: dealer?.phone ? [{ type: 'voice', value: dealer.phone }] : [], address: null },
    },
    provider: { name: 'Carousel', service: 'Leads', url: null },
  };
} // prettier-ignore

/** The car asked about, and the one they would part with, or that they would where they only said so. */
function vehiclesOf(
  { interest, make, model, tradeIn }: ToldLead,
  vehicle: VehicleInStock | null,
  year: string,
): AdfVehicle[] {
  const named = { make: make ?? unnamed, model: model ?? unnamed };
  const wanted = vehicle
    ? known(vehicle, interest)
    : { ...unspecified(year), ...named, interest: interests[interest] };
  const offered = tradeIn ? [tradedIn(tradeIn)] : [];
  if (interest !== 'TRADE_IN') return [{ ...wanted, finance: financeOf(interest, vehicle) }, ...offered];
  const parted: AdfVehicle = offered[0] ?? { ...unspecified(year), interest: 'trade-in', status: 'used' };
  return vehicle || make !== null ? [wanted, parted] : [parted];
}

function tradedIn({ make, model, trim, modelYear, mileage, mileageUnit, condition, vin, band }: OfferedCar): AdfVehicle {
  return {
    ...unspecified(String(modelYear)),
    interest: 'trade-in',
    status: 'used',
    make,
    model,
    trim,
    vin,
    odometer: mileage === null ? null : { value: String(mileage), units: mileageUnit === 'MI' ? 'mi' : 'km' },
    condition: condition === null ? null : adfConditionOf[condition],
    comments: band ? `Valued at ${band.low} to ${band.high} ${band.currency} when it was offered: an estimate, not an offer.` : null,
  };
} // prettier-ignore

function known(vehicle: VehicleInStock, interest: LeadInterest): AdfVehicle {
  const { colour, mileageKm, condition, priceText, currency } = vehicle;
  return {
    ...unspecified(String(vehicle.modelYear)),
    interest: interests[interest],
    status: condition === 'NEW' ? 'new' : 'used',
    make: vehicle.make,
    model: vehicle.model,
    vin: vehicle.vin,
    stock: vehicle.stockNumber,
    trim: vehicle.trim,
    bodyStyle: vehicle.bodyStyle,
    transmission: vehicle.transmission,
    odometer: { value: String(mileageKm), units: 'km' },
    colours: colour === null ? [] : [{ interior: null, exterior: colour, preference: '1' }],
    price: { value: priceText, type: 'asking', currency },
  };
}

function unspecified(year: string): AdfVehicle {
  return {
    interest: 'buy',
    status: 'new',
    year,
    make: unnamed,
    model: unnamed,
    vin: null,
    stock: null,
    trim: null,
    bodyStyle: null,
    transmission: null,
    odometer: null,
    condition: null,
    colours: [],
    price: null,
    finance: null,
    comments: null,
  };
}

/** ADF wants an amount with the method: that of the car, where there is one. */
function financeOf(interest: LeadInterest, vehicle: VehicleInStock | null): AdfVehicle['finance'] {
  const method = methods[interest];
  if (method === undefined || vehicle === null) return null;
  const { priceText: value, currency } = vehicle;
  return { method, amounts: [{ value, currency, type: 'total', limit: 'maximum' }] };
}

function contactOf({ contact: { firstName, lastName, email, phone } }: ToldLead): AdfContact {
  const said: AdfName[] = [
    { part: 'first', value: firstName ?? '' },
    { part: 'last', value: lastName ?? '' },
  ];
  const names = said.filter(({ value }) => value !== '');
  return {
    names: names.length > 0 ? names : [{ part: 'full', value: unnamed }],
    email: email ?? null,
    phones: phone === undefined ? [] : [{ value: phone, type: 'voice' }],
    address: null,
  };
}
