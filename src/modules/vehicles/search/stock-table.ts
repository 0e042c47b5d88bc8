import {
  listPriceOf,
  type DealerPlace,
  type VehicleInStock,
} from '../../../models/vehicle/vehicle-in-stock.js';
import { NumberColumn, TextColumn } from './columns.js';
import { searchable } from './words.js';

/** What cars are told apart by, each with what it says of one; empty: not known. */
const textOf = {
  make: (unit: VehicleInStock) => unit.make,
  model: (unit: VehicleInStock) => unit.model,
  trim: (unit: VehicleInStock) => unit.trim,
  modelYear: (unit: VehicleInStock) => String(unit.modelYear),
  bodyStyle: (unit: VehicleInStock) => unit.bodyStyle,
  fuelType: (unit: VehicleInStock) => unit.fuelType,
  condition: (unit: VehicleInStock) => unit.condition,
  transmission: (unit: VehicleInStock) => unit.transmission ?? '',
  colour: (unit: VehicleInStock) => unit.colour ?? '',
  dealer: (unit: VehicleInStock) => unit.dealer.id,
  state: (unit: VehicleInStock) => unit.state,
} as const;

/** What is measured of cars. */
const numberOf = {
  price: (unit: VehicleInStock) => unit.price,
  mileageKm: (unit: VehicleInStock) => unit.mileageKm,
  modelYear: (unit: VehicleInStock) => unit.modelYear,
  firstSeenAt: (unit: VehicleInStock) => unit.firstSeenAt,
} as const;

/** Something by which cars are told apart. */
export type Attribute = keyof typeof textOf;
/** Something that is measured of cars. */
export type Measure = keyof typeof numberOf;

/** All by which cars are told apart. */
export const attributes: readonly Attribute[] = [
  'make', 'model', 'trim', 'modelYear', 'bodyStyle', 'fuelType', 'condition', 'transmission', 'colour', 'dealer', 'state',
]; // prettier-ignore

/**
 * A stock in columns, a car a place, so that a search is a walk through arrays. A car keeps its place; what changes of it is
 * written there.
 */
export class StockTable {
  readonly units: VehicleInStock[] = [];
  readonly texts: Readonly<Record<Attribute, TextColumn>> = {
    make: new TextColumn(),
    model: new TextColumn(),
    trim: new TextColumn(),
    modelYear: new TextColumn(),
    bodyStyle: new TextColumn(),
    fuelType: new TextColumn(),
    condition: new TextColumn(),
    transmission: new TextColumn(),
    colour: new TextColumn(),
    dealer: new TextColumn(),
    state: new TextColumn(),
  };
  readonly numbers: Readonly<Record<Measure, NumberColumn>> = {
    price: new NumberColumn(),
    mileageKm: new NumberColumn(),
    modelYear: new NumberColumn(),
    firstSeenAt: new NumberColumn(),
  };
  /** What words are looked for in. */
  readonly words = new TextColumn();
  /** The same of dealers, by code. */
  readonly dealerWords: string[] = [];
  /** By code of the dealer: where it is as last told. */
  readonly dealers: DealerPlace[] = [];
  /** By kind of car, as rates tell them apart. */
  readonly kinds = new TextColumn();
  /** Of what a residual is a percentage. */
  readonly listPrices = new NumberColumn();
  /** By place: stock number and VIN as `fingerprintOf` has them. */
  readonly stockNumbers = new NumberColumn();
  readonly vins = new NumberColumn();
  /** How ids begin, as numbers: they are compared a thousand times where many cars cost the same. */
  readonly idHeads = new NumberColumn();
  private readonly places = new Map<string, number>();

  get size(): number {
    return this.units.length;
  }

  /** Where a car stands. */
  readonly placeOf = (id: string): number | undefined => this.places.get(id);

  /** A car as it is now. */
  put(unit: VehicleInStock): void {
    const place = this.places.get(unit.id) ?? this.units.length;
    this.places.set(unit.id, place);
    this.units[place] = unit;
    this.idHeads.set(place, headOf(unit.id));
    for (const name of attributes) this.texts[name].set(place, textOf[name](unit));
    for (const [name, column] of Object.entries(this.numbers))
      if (isMeasure(name)) column.set(place, numberOf[name](unit));
    this.kinds.set(place, kindIn(unit));
    this.listPrices.set(place, Number(listPriceOf(unit)));
    this.words.set(place, searchable(wordsIn(unit)));
    this.stockNumbers.set(place, fingerprintOf(unit.stockNumber));
    this.vins.set(place, fingerprintOf(unit.vin ?? ''));
    const { dealer } = unit;
    const at = this.texts.dealer.at(place);
    if (this.dealers[at] === dealer) return;
    this.dealers[at] = dealer;
    this.dealerWords[at] = searchable([dealer.name, dealer.city]);
  }
}

function wordsIn({
  make,
  model,
  trim,
  modelYear,
  bodyStyle,
  fuelType,
  colour,
  transmission,
}: VehicleInStock): string[] {
  return [make, model, trim, String(modelYear), bodyStyle, fuelType, colour ?? '', transmission ?? ''];
}

function kindIn({ make, model, trim, modelYear, currency }: VehicleInStock): string {
  // Joined by what no stored text holds.
  return [make, model, trim, modelYear, currency].join('\0');
}

/** A text without case, as a number: texts that differ seldom have one and the same (FNV-1a). */
export function fingerprintOf(text: string): number {
  const plain = text.toUpperCase();
  let hash = 0x811c9dc5;
  for (let n = 0; n < plain.length; n++) hash = Math.imul(hash ^ plain.charCodeAt(n), 0x01000193);
  return hash;
}

/** The first 48 bits of a uuid: who comes first by them comes first by the whole text. */
export function headOf(id: string): number {
  return parseInt(`${id.slice(0, 8)}${id.slice(9, 13)}`, 16);
}

function isMeasure(name: string): name is Measure {
  return Object.hasOwn(numberOf, name);
}
