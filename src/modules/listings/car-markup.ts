import type { Condition } from '../../models/vehicle/vehicle-facts.js';
import { titleOf } from '../../models/vehicle/vehicle-in-stock.js';
import { addressOf, type ListedCar } from './listed-car.js';
import { bodyWords, titleCase } from './words.js';

const conditions: Readonly<Record<Condition, string>> = {
  NEW: 'https://schema.org/NewCondition',
  USED: 'https://schema.org/UsedCondition',
  CERTIFIED: 'https://schema.org/UsedCondition',
};
const availability = {
  IN_TRANSIT: 'https://schema.org/PreOrder',
  AVAILABLE: 'https://schema.org/InStock',
  RESERVED: 'https://schema.org/LimitedAvailability',
  SOLD: 'https://schema.org/SoldOut',
  WITHDRAWN: 'https://schema.org/Discontinued',
} as const;

/**
 * A car as JSON-LD for its page: schema.org's Car with its offer, as search engines read it. What is not known is left out.
 * @see https://schema.org/Car
 * @see https://developers.google.com/search/docs/appearance/structured-data/vehicle-listing
 */
export function carMarkup({ vehicle, dealer, link }: ListedCar): object {
  const itemCondition = conditions[vehicle.condition];
  return known({
    '@context': 'https://schema.org',
    '@type': 'Car',
    name: titleOf(vehicle),
    url: link,
    image: vehicle.imageUrl,
    brand: { '@type': 'Brand', name: vehicle.make },
    model: vehicle.model,
    vehicleConfiguration: vehicle.trim || null,
    vehicleModelDate: String(vehicle.modelYear),
    vehicleIdentificationNumber: vehicle.vin,
    sku: vehicle.stockNumber,
    itemCondition,
    mileageFromOdometer: { '@type': 'QuantitativeValue', value: String(vehicle.mileageKm), unitCode: 'KMT' },
    bodyType: bodyWords[vehicle.bodyStyle],
    color: vehicle.colour,
    vehicleEngine: vehicle.fuelType === 'OTHER' ? null : { '@type': 'EngineSpecification', fuelType: titleCase(vehicle.fuelType) }, // prettier-ignore
    vehicleTransmission: vehicle.transmission && titleCase(vehicle.transmission),
    offers: known({
      '@type': 'Offer',
      url: link,
      price: vehicle.priceText,
      priceCurrency: vehicle.currency,
      availability: availability[vehicle.state],
      itemCondition,
      seller: known({ '@type': 'AutoDealer', name: dealer.name, address: addressOf(dealer), telephone: dealer.phone, url: dealer.website }), // prettier-ignore
    }),
  });
}

/** As text that may stand in a script element: nothing in it can end that element. */
export function markupText(markup: object): string {
  return JSON.stringify(markup).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
} // prettier-ignore

function known(facts: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}
