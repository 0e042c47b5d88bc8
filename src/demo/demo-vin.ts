import { vinCheckDigitHolds } from '../models/vehicle/vin.js';

/** How a model year is written at the tenth place (ISO 3779 leaves it to the makers; most do as 49 CFR 565 says), from 2010 on. */
const yearLetters = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const checkDigits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 'X'];

/** The number of a demo car. Its maker is `ZZZ`, which no maker has, so it is nobody's real car; its check digit is right. */
export function demoVin(serial: number, modelYear: number): string {
  const year = yearLetters[(modelYear - 2010) % yearLetters.length] ?? 'A';
  const vins = checkDigits.map((digit) => `ZZZDEM00${digit}${year}D${String(serial).padStart(6, '0')}`);
  const right = vins.find(vinCheckDigitHolds);
  if (right === undefined) throw new RangeError(`no check digit fits the demo car ${serial}`);
  return right;
}
