import type { LiveCreative } from '../../models/campaign/live-campaign.js';
import { templatePattern } from '../../models/campaign/creative-template.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { bodyStyleWords, fuelWords } from './vehicle-words.js';

/** A creative's words with the vehicle's facts in them. */
export interface FilledCreative {
  readonly headline: string;
  readonly body: string;
  readonly callToAction: string;
  readonly deepLink: string;
}

type Fill = (field: string) => string;

/** Fills the templates in. Prices are written as money; in links every value is percent-encoded. */
export function fillCreative(creative: LiveCreative, vehicle: VehicleInStock): FilledCreative {
  const value = (field: string) => valueOf(field, vehicle);
  return {
    headline: fill(creative.headline, value),
    body: fill(creative.body, value),
    callToAction: fill(creative.callToAction, value),
    deepLink: fill(creative.deepLink, (field) =>
      encodeURIComponent(field === 'price' ? vehicle.priceText : value(field)),
    ),
  };
}

function fill(text: string, value: Fill): string {
  return text.includes('{') ? text.replaceAll(templatePattern, (_all, field: string) => value(field)) : text;
}

/** Unknown fields cannot come this far: creatives are checked when they are written. */
function valueOf(field: string, vehicle: VehicleInStock): string {
  switch (field) {
    case 'make':
      return vehicle.make;
    case 'model':
      return vehicle.model;
    case 'trim':
      return vehicle.trim;
    case 'modelYear':
      return String(vehicle.modelYear);
    case 'bodyStyle':
      return bodyStyleWords[vehicle.bodyStyle].one;
    case 'fuelType':
      return fuelWords[vehicle.fuelType];
    case 'price':
      return money(vehicle.price, vehicle.currency);
    case 'vehicleId':
      return vehicle.id;
    default:
      return '';
  }
}

const formats = new Map<string, Intl.NumberFormat>();

/** `£28,995`: whole units, as car prices are written. */
function money(amount: number, currency: string): string {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, maximumFractionDigits: 0 });
    formats.set(currency, format);
  }
  return format.format(amount);
}
