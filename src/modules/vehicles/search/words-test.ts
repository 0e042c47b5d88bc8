import { fingerprintOf, type StockTable } from './stock-table.js';
import { needleOf, wordsOf } from './words.js';

/** Most words of a text that are looked for: one bit each. */
const mostWords = 30;

/**
 * Whether every word begins a word of the car or of its dealer, or the text is its stock number or VIN. Many cars are called
 * alike: each way of being called is looked through once, and only if somebody wants to know of a car that is called so.
 * Numbers are compared by fingerprint first: to fetch a hundred thousand cars from memory is what would take long.
 */
export function wordsTest(table: StockTable, text: string): (place: number) => boolean {
  const { units, words, dealerWords, texts, stockNumbers, vins } = table;
  const needles = wordsOf(text).slice(0, mostWords).map(needleOf);
  const all = (1 << needles.length) - 1;
  const found = (searched: string): number =>
    needles.reduce((bits, needle, n) => bits | (searched.includes(needle) ? 1 << n : 0), 0);
  const ofDealers = Int32Array.from(dealerWords, found);
  const ofCars = new Int32Array(words.values.length).fill(-1);
  const ofCar = (code: number): number => {
    if (ofCars[code] === -1) ofCars[code] = found(words.values[code] ?? '');
    return ofCars[code] ?? 0;
  };
  const number = text.trim().toUpperCase();
  const fingerprint = fingerprintOf(number);
  return (place) => {
    const bits = ofCar(words.at(place)) | (ofDealers[texts.dealer.at(place)] ?? 0);
    if (all > 0 && bits === all) return true;
    if (stockNumbers.at(place) !== fingerprint && vins.at(place) !== fingerprint) return false;
    const unit = units[place];
    return unit !== undefined && [unit.stockNumber, unit.vin].some((own) => own?.toUpperCase() === number);
  };
}
