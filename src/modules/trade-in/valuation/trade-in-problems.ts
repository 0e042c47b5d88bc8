import { minorDigits } from '../../../models/money.js';
import { isVin } from '../../../models/vehicle/vin.js';
import type { TradeInCar } from '../../../models/trade-in/trade-in.js';

/** One thing wrong with a car that is offered. Holds no value that was sent. */
export interface TradeInProblem {
  /** Name of the field: `modelYear`. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** Most letters of a make, model or trim. */
export const longestName = 100;
/** Farthest a car was ever driven, in whichever unit. */
export const mostMileage = 5_000_000;
/** Before it there was hardly a car. */
const firstYear = 1_900;

/** Everything that is wrong with a car, at once; none where it can be valued or handed over. `now`: milliseconds since the epoch. */
export function tradeInProblems(car: TradeInCar & { readonly vin?: string | null }, now: number): TradeInProblem[] {
  const { modelYear, mileage, mileageUnit } = car;
  // Cars of the next model year are sold in this one; some say two.
  const lastYear = new Date(now).getUTCFullYear() + 2;
  return [
    ...named('make', car.make),
    ...named('model', car.model),
    ...(car.trim === null ? [] : named('trim', car.trim)),
    ...within('modelYear', modelYear, firstYear, lastYear),
    ...(mileage === null ? [] : within('mileage', mileage, 0, mostMileage)),
    ...(mileage !== null && mileageUnit === null ? [noUnit] : []),
    ...(car.vin === null || car.vin === undefined || isVin(car.vin) ? [] : [noVin]),
  ];
} // prettier-ignore

/** What is wrong with the currency a band is asked for in; null where none is said. */
export function currencyProblems(currency: string | null): TradeInProblem[] {
  if (currency === null || minorDigits(currency) !== null) return [];
  return [{ path: 'currency', message: 'There is no such currency.', remedy: 'Give an ISO 4217 code, such as GBP, or leave it out.' }]; // prettier-ignore
}

function named(path: string, text: string): TradeInProblem[] {
  if (text === '') return [{ path, message: 'It is empty.', remedy: 'Fill it in.' }];
  if (text.length <= longestName) return [];
  return [{ path, message: `It is longer than ${longestName} characters.`, remedy: 'Shorten it.' }];
}

function within(path: string, number: number, least: number, most: number): TradeInProblem[] {
  if (Number.isInteger(number) && number >= least && number <= most) return [];
  return [{ path, message: `It is no whole number from ${least} to ${most}.`, remedy: 'Correct it.' }];
}

const noUnit: TradeInProblem = {
  path: 'mileageUnit',
  message: 'The mileage has no unit.',
  remedy: 'Say KM or MI.',
};
const noVin: TradeInProblem = {
  path: 'vin',
  message: 'It does not have the form of a VIN.',
  remedy: 'Give the 17 letters and digits of the registration document, or leave it out.',
};
