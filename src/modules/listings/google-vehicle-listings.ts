import { titleCase } from './words.js';
import type { ListFormat } from './list-format.js';
import { addressOf, milesOf, priceOf } from './listed-car.js';

/**
 * Google's vehicle listings feed: one row a car, dealers by `store_code`. Cars of the US, so mileage is told in miles.
 * @see https://developers.google.com/vehicle-listings/reference/feed-specification
 */
export const googleVehicleListings: ListFormat = {
  columns: [
    'id', 'vin', 'store_code', 'dealership_name', 'dealership_address', 'price', 'condition', 'make', 'model', 'trim', 'year',
    'mileage', 'vehicle_msrp', 'certified_pre_owned', 'exterior_color', 'fuel_type', 'transmission', 'image_link', 'link', 'date_in_stock',
  ],
  needs: ['vin', 'street', 'price'],
  states: ['AVAILABLE'],
  cellsOf: ({ vehicle, dealer, link }) => ({
    id: vehicle.stockNumber,
    vin: vehicle.vin,
    store_code: dealer.code,
    dealership_name: dealer.name,
    dealership_address: addressOf(dealer),
    price: priceOf(vehicle),
    condition: vehicle.condition === 'NEW' ? 'new' : 'used',
    make: vehicle.make,
    model: vehicle.model,
    trim: vehicle.trim,
    year: String(vehicle.modelYear),
    mileage: `${milesOf(vehicle)} miles`,
    vehicle_msrp: vehicle.msrpText === null ? null : `${vehicle.msrpText} ${vehicle.currency}`,
    certified_pre_owned: vehicle.condition === 'CERTIFIED' ? 'yes' : 'no',
    exterior_color: vehicle.colour,
    fuel_type: vehicle.fuelType === 'OTHER' ? null : titleCase(vehicle.fuelType),
    transmission: vehicle.transmission && titleCase(vehicle.transmission),
    image_link: vehicle.imageUrl,
    link,
    date_in_stock: vehicle.inStockSince ?? new Date(vehicle.firstSeenAt).toISOString().slice(0, 10),
  }),
}; // prettier-ignore
