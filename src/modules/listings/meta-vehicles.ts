import { z } from 'zod';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';
import { titleOf } from '../../models/vehicle/vehicle-in-stock.js';
import { element, type XmlNode } from '../platform/write-xml.js';
import type { ListFormat } from './list-format.js';
import { countsMiles, milesOf, priceOf } from './listed-car.js';
import { titleCase } from './words.js';

const bodies: Readonly<Record<BodyStyle, string>> = {
  SUV: 'SUV', SEDAN: 'SEDAN', HATCHBACK: 'HATCHBACK', ESTATE: 'ESTATE', PICKUP: 'PICKUP', VAN: 'VAN', COUPE: 'COUPE',
  CONVERTIBLE: 'CONVERTIBLE', OTHER: 'OTHER',
}; // prettier-ignore
const fuels: Readonly<Record<FuelType, string>> = {
  PETROL: 'PETROL', DIESEL: 'DIESEL', HYBRID: 'HYBRID', PLUGIN_HYBRID: 'PLUGIN_HYBRID', ELECTRIC: 'ELECTRIC', OTHER: 'OTHER',
}; // prettier-ignore
/** Whether it is new or used; Meta's `condition` is something else, a quality. */
const states: Readonly<Record<Condition, string>> = { NEW: 'NEW', USED: 'USED', CERTIFIED: 'CPO' };

const addressSchema = z.record(z.string(), z.string());

/** A JSON object in a table; as XML an element for each part. */
function addressInXml(cell: string): XmlNode {
  const parts = Object.entries(addressSchema.parse(JSON.parse(cell))).filter(([, text]) => text !== '');
  return element('address', parts.map(([name, text]) => element('component', text, { name })), { format: 'simple' });
} // prettier-ignore

/**
 * Meta's vehicle catalogue, as CSV, TSV or XML; TikTok's has the same names. `vehicle_id` is the stock number, which pixels have
 * to send too.
 * @see https://developers.facebook.com/docs/marketing-api/auto-ads/reference
 */
export const metaVehicles: ListFormat = {
  columns: [
    'vehicle_id', 'title', 'description', 'url', 'make', 'model', 'trim', 'year', 'mileage.value', 'mileage.unit', 'image[0].url',
    'transmission', 'fuel_type', 'body_style', 'vin', 'price', 'address', 'latitude', 'longitude', 'exterior_color', 'state_of_vehicle',
    'availability', 'dealer_id', 'dealer_name', 'dealer_phone', 'date_first_on_lot',
  ],
  needs: ['image', 'link', 'price', 'street', 'place', 'colour'],
  inXml: { address: addressInXml },
  states: ['AVAILABLE', 'RESERVED'],
  cellsOf: ({ vehicle, dealer, link }) => ({
    vehicle_id: vehicle.stockNumber,
    title: titleOf(vehicle),
    description: [titleOf(vehicle), vehicle.colour, titleCase(vehicle.fuelType)].filter(Boolean).join(', '),
    url: link,
    make: vehicle.make,
    model: vehicle.model,
    trim: vehicle.trim,
    year: String(vehicle.modelYear),
    'mileage.value': String(countsMiles(dealer) ? milesOf(vehicle) : vehicle.mileageKm),
    'mileage.unit': countsMiles(dealer) ? 'MI' : 'KM',
    'image[0].url': vehicle.imageUrl,
    transmission: vehicle.transmission === null ? null : vehicle.transmission === 'MANUAL' ? 'MANUAL' : 'AUTOMATIC',
    fuel_type: fuels[vehicle.fuelType],
    body_style: bodies[vehicle.bodyStyle],
    vin: vehicle.vin,
    price: priceOf(vehicle),
    address: JSON.stringify({ addr1: dealer.street ?? '', city: dealer.city, region: dealer.region ?? '', postal_code: dealer.postalCode ?? '', country: dealer.country ?? '' }),
    latitude: String(dealer.latitude ?? ''),
    longitude: String(dealer.longitude ?? ''),
    exterior_color: vehicle.colour,
    state_of_vehicle: states[vehicle.condition],
    availability: vehicle.state === 'RESERVED' ? 'PENDING' : 'AVAILABLE',
    dealer_id: dealer.code,
    dealer_name: dealer.name,
    dealer_phone: dealer.phone,
    date_first_on_lot: vehicle.inStockSince ?? new Date(vehicle.firstSeenAt).toISOString().slice(0, 10),
  }),
}; // prettier-ignore
