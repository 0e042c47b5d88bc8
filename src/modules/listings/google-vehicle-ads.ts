import { titleOf } from '../../models/vehicle/vehicle-in-stock.js';
import type { ListFormat } from './list-format.js';
import { countsMiles, milesOf, priceOf } from './listed-car.js';
import { bodyWords, titleCase } from './words.js';

/** Vehicles & Parts > Vehicles > Motor Vehicles > Cars, Trucks & Vans. */
const category = '916';

/**
 * Google's Vehicle Ads, a primary feed of the Merchant Center: one offer a VIN, to be had at the store of its code.
 * @see https://support.google.com/merchants/answer/11192663
 */
export const googleVehicleAds: ListFormat = {
  columns: [
    'id', 'VIN', 'title', 'description', 'link', 'image_link', 'price', 'condition', 'brand', 'model', 'trim', 'year', 'mileage', 'color',
    'google_product_category', 'store_code', 'vehicle_fulfillment(option:store_code)', 'certified_pre-owned', 'body_style', 'vehicle_msrp',
  ],
  needs: ['vin', 'image', 'link', 'price', 'colour'],
  states: ['AVAILABLE'],
  cellsOf: ({ vehicle, dealer, link }) => ({
    id: vehicle.stockNumber,
    VIN: vehicle.vin,
    title: titleOf(vehicle),
    description: [titleOf(vehicle), vehicle.colour, vehicle.fuelType === 'OTHER' ? null : titleCase(vehicle.fuelType), vehicle.transmission && titleCase(vehicle.transmission)].filter(Boolean).join(', '),
    link,
    image_link: vehicle.imageUrl,
    price: priceOf(vehicle),
    condition: vehicle.condition === 'NEW' ? 'New' : 'Used',
    brand: vehicle.make,
    model: vehicle.model,
    trim: vehicle.trim,
    year: String(vehicle.modelYear),
    mileage: countsMiles(dealer) ? `${milesOf(vehicle)} miles` : `${vehicle.mileageKm} km`,
    color: vehicle.colour,
    google_product_category: category,
    store_code: dealer.code,
    'vehicle_fulfillment(option:store_code)': `in_store:${dealer.code}`,
    'certified_pre-owned': vehicle.condition === 'CERTIFIED' ? 'yes' : 'no',
    body_style: bodyWords[vehicle.bodyStyle],
    vehicle_msrp: vehicle.msrpText === null || vehicle.condition !== 'NEW' ? null : `${vehicle.msrpText} ${vehicle.currency}`,
  }),
}; // prettier-ignore
