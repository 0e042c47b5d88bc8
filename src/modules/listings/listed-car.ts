import type { DealerRecord } from '../../models/vehicle/dealer.entity.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';

/** A car as it is listed elsewhere: with all that is known of its dealer, and its page. */
export interface ListedCar {
  readonly vehicle: VehicleInStock;
  readonly dealer: DealerRecord;
  /** Address of its page; null where none was named. */
  readonly link: string | null;
}

/** Something a format needs of a car, under the name that is reported where it is missing. */
export type Need = 'vin' | 'image' | 'link' | 'trim' | 'street' | 'place' | 'colour' | 'price';

/** Whether a car has what is needed. */
export const has: Readonly<Record<Need, (car: ListedCar) => boolean>> = {
  vin: ({ vehicle }) => vehicle.vin !== null,
  image: ({ vehicle }) => vehicle.imageUrl !== null,
  link: ({ link }) => link !== null,
  trim: ({ vehicle }) => vehicle.trim !== '',
  street: ({ dealer }) => dealer.street !== null,
  place: ({ dealer }) => dealer.latitude !== null,
  colour: ({ vehicle }) => vehicle.colour !== null,
  price: ({ vehicle }) => vehicle.price > 0,
};

/** A place that stands for something in a link. */
const places = /\{(id|stockNumber|vin)\}/g;

/** The address of a car's page: `https://shop.example/cars/{stockNumber}` with its own in place of the braces. */
export function linkOf(template: string, { id, stockNumber, vin }: VehicleInStock): string {
  const own: Readonly<Record<string, string>> = { id, stockNumber, vin: vin ?? id };
  return template.replaceAll(places, (_whole, name: string) => encodeURIComponent(own[name] ?? ''));
}

/** Whether a template makes an address of its own of each car. */
export function isLinkTemplate(template: string): boolean {
  const sample = template.replaceAll(places, 'x');
  return template.length <= 1_000 && /^https?:\/\//i.test(template) && URL.canParse(sample) && sample !== template;
} // prettier-ignore

/** `28995.00 GBP`, as every feed has it. */
export function priceOf({ priceText, currency }: VehicleInStock): string {
  return `${priceText} ${currency}`;
}

const kmPerMile = 1.609344;

/** Whole miles. */
export function milesOf({ mileageKm }: VehicleInStock): number {
  return Math.round(mileageKm / kmPerMile);
}

/** Whether people there count in miles. */
export function countsMiles({ country }: DealerRecord): boolean {
  return country === 'US' || country === 'GB';
}

/** `12 High Street, Bath, BA1 1AA, GB`: what is known of where a dealer is. */
export function addressOf({ street, city, region, postalCode, country }: DealerRecord): string {
  return [street, city, region, postalCode, country].filter(Boolean).join(', ');
}
