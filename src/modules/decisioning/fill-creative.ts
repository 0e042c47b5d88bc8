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
  const value: Fill = (field) => valueOf(field, vehicle);
  return {
    headline: fill(creative.headline, value),
    body: fill(creative.body, value),
    callToAction: fill(creative.callToAction, value),
    deepLink: fillLink(creative.deepLink, vehicle),
  };
}

/** A creative's link with the vehicle's facts in it, each percent-encoded. */
export function fillLink(deepLink: string, vehicle: VehicleInStock): string {
  return fill(deepLink, (field) =>
    encodeURIComponent(field === 'price' ? vehicle.priceText : valueOf(field, vehicle)),
  );
}

/** Templates cut at their braces: words at even places, names of fields at odd ones. */
const cut = new Map<string, readonly string[]>();
const mostCut = 10_000;

function fill(text: string, value: Fill): string {
  let parts = cut.get(text);
  if (!parts) {
    if (cut.size >= mostCut) cut.clear();
    cut.set(text, (parts = text.split(templatePattern)));
  }
  let filled = '';
  for (let place = 0; place < parts.length; place++) {
    const part = parts[place] ?? '';
    filled += place % 2 === 0 ? part : value(part);
  }
  return filled;
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
const written = new Map<string, string>();
const mostWritten = 10_000;

/** `£28,995`: whole units, as car prices are written. Kept, as formatting is slow and prices repeat. */
function money(amount: number, currency: string): string {
  const key = `${currency} ${amount}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, maximumFractionDigits: 0 });
    formats.set(currency, format);
  }
  if (written.size >= mostWritten) written.clear();
  const words = format.format(amount);
  written.set(key, words);
  return words;
}
