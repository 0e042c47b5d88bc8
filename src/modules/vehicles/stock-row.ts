import { createHash } from 'node:crypto';
import type { BodyStyle } from '../../models/vehicle/vehicle-facts.js';
import { classOf, type RowRemark } from '../platform/csv/row-remark.js';
import { canonicalMake } from '../../models/vehicle/make-names.js';
import { splitModel } from './model-names.js';
import { remembered } from './remembered.js';
import { readBody, readCondition, readDay, readFuel, readMileage, readPrice, readState, readTransmission, saysYes } from './stock-cells.js'; // prettier-ignore
import type { StockColumns, StockField } from './stock-columns.js';
import { fieldsIn, type StockFields } from './stock-fields.js';
import { stockUnitId, type NewStockUnit } from './stock.js';
import { isVin, vinCheckDigitHolds, vinCheckDigitIsLaw } from '../../models/vehicle/vin.js';

/**
 * A row understood: a car, or one that is gone; or the reasons why not, with the number of the car it is about.
 * Warnings do not keep a car out.
 */
export type RowOutcome =
  | { readonly unit: NewStockUnit; readonly warnings: readonly RowRemark[] }
  | { readonly gone: GoneCar }
  | { readonly rejects: readonly RowRemark[]; readonly stockNumber: string };

/** A car that a row says is gone: by its stock number, else by its VIN; and what is to be said where no car is meant by it. */
export interface GoneCar {
  readonly stockNumber: string | null;
  readonly vin: string | null;
  readonly ifUnknown: RowRemark;
}

/** What a row is read against. */
export interface RowContext {
  readonly tenantId: string;
  readonly currency: string;
  /** Latest model year that can be on sale. */
  readonly latestYear: number;
  /** The day it is: `2026-11-26`. */
  readonly today: string;
  readonly columns: StockColumns;
  /** Dealer ids by code, and the dealer of rows that name none. */
  readonly dealerIds: ReadonlyMap<string, string>;
  readonly dealerId: string | null;
  /** The catalogue's view: the usual body of a family, the id of a trim. */
  readonly bodyOf: (make: string, model: string) => BodyStyle | undefined;
  readonly trimIdOf: (make: string, model: string, trim: string, modelYear: number) => string | null;
  /** How often a row without stock number, told by its content, came before in this file. */
  readonly occurrence: (contentKey: string) => number;
}

/** Reads one row of a stock file. Pure but for the count of equal rows. */
export function readStockRow(cells: Readonly<Record<string, string>>, context: RowContext): RowOutcome {
  const { columns } = context;
  const [rejects, warnings]: [RowRemark[], RowRemark[]] = [[], []];
  const row = fieldsIn(cells, columns);
  const remark = (field: StockField, reason: string, remedy: string): RowRemark => {
    return { column: columns.columnOf[field] ?? field, valueClass: classOf(row[field]), reason, remedy };
  };
  const reject = (field: StockField, reason: string, remedy: string) =>
    void rejects.push(remark(field, reason, remedy));
  const warn = (field: StockField, reason: string, remedy: string) =>
    void warnings.push(remark(field, reason, remedy));
  const tools = { row, reject, warn, context };
  const vin = vinOf(tools);
  const known = row.stockNumber || vin;
  if (isGone(tools)) {
    if (known !== null) return { gone: goneCar(row.stockNumber || null, vin, remark) };
    reject('deleted', 'says that a car is gone, but not which', 'give its stock number or VIN');
  }
  const name = nameOf(tools);
  const money = moneyOf(tools);
  const condition = conditionOf(tools);
  const mileageKm = mileageOf(tools, condition === 'NEW');
  const dealerId = dealerOf(tools);
  const stockNumber = known ?? numberByContent(cells, context);
  const kind = kindOf(tools, name);
  const lot = lotOf(tools);
  if (rejects.length > 0 || condition === null || dealerId === null) return { rejects, stockNumber };
  const { make, model, trim, modelYear } = name;
  const trimId = context.trimIdOf(make, model, trim, modelYear);
  const id = stockUnitId(context.tenantId, stockNumber);
  // Field by field: putting objects together is a third of the time a row takes.
  const unit = { id, stockNumber, vin, dealerId, trimId, make, model, trim, modelYear, bodyStyle: kind.bodyStyle, fuelType: kind.fuelType, condition, price: money.price, currency: money.currency, msrp: money.msrp, mileageKm, transmission: lot.transmission, colour: lot.colour, imageUrl: lot.imageUrl, state: lot.state, inStockSince: lot.inStockSince }; // prettier-ignore
  return { unit, warnings };
}

interface Tools {
  readonly row: StockFields;
  readonly reject: (field: StockField, reason: string, remedy: string) => void;
  readonly warn: (field: StockField, reason: string, remedy: string) => void;
  readonly context: RowContext;
}

/** A row that only takes its car off need not say anything else of it. */
function isGone({ row }: Tools): boolean {
  return saysYes(row.deleted) || (row.state !== '' && readState(row.state) === 'WITHDRAWN');
}

function goneCar(
  stockNumber: string | null,
  vin: string | null,
  remark: (field: StockField, reason: string, remedy: string) => RowRemark,
): GoneCar {
  const field = stockNumber === null ? 'vin' : 'stockNumber';
  return { stockNumber, vin, ifUnknown: remark(field, 'is no car of this feed', 'nothing was taken off; correct the number if one should be') }; // prettier-ignore
}

/** A stock has few makes and models and many cars. */
const namesIn = remembered((make: string, model: string) => ({
  make: canonicalMake(make),
  ...splitModel(canonicalMake(make), model),
}));

function nameOf({ row, reject, context }: Tools) {
  const written = namesIn(row.make, row.model);
  const { make } = written;
  const model = row.trim === '' ? written.model : row.model;
  const modelYear = Number(/^(\d{4})(-\d\d-\d\d)?$/.exec(row.modelYear)?.[1] ?? NaN);
  if (make === '') reject('make', 'there is no make', 'fill it in');
  if (model === '') reject('model', 'there is no model', 'fill it in');
  if (!(modelYear >= 1900 && modelYear <= context.latestYear))
    reject('modelYear', `is no year from 1900 to ${context.latestYear}`, 'correct the year: four digits');
  return { make, model, trim: row.trim || written.trim, modelYear };
}

function moneyOf({ row, reject, warn, context }: Tools) {
  const price = readPrice(row.price);
  const currency = price?.currency ?? (row.currency.toUpperCase() || context.currency);
  if (!price)
    reject('price', 'is no price', 'write digits, with a currency sign if you like: 12,000 or £12,000');
  else if (Number(price.amount) === 0)
    reject('price', 'is zero', 'give the asking price; leave the row out while there is none'); // prettier-ignore
  else if (currency !== context.currency)
    reject('price', `is in ${currency}, the tenant sells in ${context.currency}`, 'convert the prices');
  return { price: price?.amount ?? '0', currency, msrp: suggestedOf({ row, warn }, currency) };
}

/** What the maker suggests: worth a warning, never a rejection. */
function suggestedOf({ row, warn }: Pick<Tools, 'row' | 'warn'>, currency: string): string | null {
  if (row.msrp === '') return null;
  const msrp = readPrice(row.msrp);
  if (msrp && Number(msrp.amount) === 0) return null;
  if (msrp && (msrp.currency ?? currency) === currency) return msrp.amount;
  warn('msrp', 'is no price in the currency of the car', 'the car is in stock without it');
  return null;
}

function conditionOf({ row, reject }: Tools) {
  if (saysYes(row.certified)) return 'CERTIFIED' as const;
  const condition = readCondition(row.condition);
  if (condition === null)
    reject('condition', 'does not say new, used or certified', 'map the column that does, or pass --default condition=USED'); // prettier-ignore
  return condition;
}

function mileageOf({ row, reject }: Tools, isNew: boolean): number {
  const given = [
    { field: 'mileageKm', unit: 'km' },
    { field: 'mileageMiles', unit: 'miles' },
    { field: 'mileage', unit: row.mileageUnit || null },
  ] as const;
  const found = given.find(({ field }) => row[field] !== '');
  if (!found && isNew) return 0;
  const distance = found ? readMileage(row[found.field], found.unit) : null;
  if (typeof distance === 'number') return distance;
  const field = found?.field ?? 'mileage';
  if (distance === 'no-unit')
    reject(field, 'says neither miles nor kilometres', 'say which: --map mileageMiles=COLUMN or --map mileageKm=COLUMN'); // prettier-ignore
  else reject(field, 'is no distance', 'write digits: 52,777 miles or 84935 km');
  return 0;
}

function dealerOf({ row, reject, context }: Tools): string | null {
  const code = row.dealer;
  const dealerId = code === '' ? context.dealerId : (context.dealerIds.get(code) ?? storeIn(code, context));
  if (dealerId === null && code === '') reject('dealer', 'names no dealer', 'pass --dealer CODE, or map the column that says it'); // prettier-ignore
  else if (dealerId === null) reject('dealer', 'is no dealer of this tenant', 'add the dealer first, with the mutation createDealer'); // prettier-ignore
  return dealerId;
}

/** `in_store:1111:2222, online` of Vehicle Ads: the first store that is a dealer of ours; where it says `online` only, the order's. */
function storeIn(fulfillment: string, { dealerIds, dealerId }: RowContext): string | null {
  const ways = fulfillment.split(',').map((way) => way.trim());
  const stores = ways.flatMap((way) => (/^(in_store|ship_to_store):/i.test(way) ? way.split(':').slice(1) : [])); // prettier-ignore
  const known = stores.map((store) => dealerIds.get(store.trim())).find((id) => id !== undefined);
  return known ?? (ways.every((way) => /^online$/i.test(way)) ? dealerId : null);
}

function vinOf({ row, reject, warn }: Tools): string | null {
  const vin = row.vin.toUpperCase();
  if (vin === '') return null;
  if (!isVin(vin)) {
    warn(
      'vin',
      'is no VIN: 17 letters and digits without I, O and Q',
      'correct it; the car is in stock without it',
    );
    return null;
  }
  if (vinCheckDigitHolds(vin)) return vin;
  if (vinCheckDigitIsLaw(vin))
    reject('vin', 'has a wrong check digit, which North America and China do not allow', 'correct the number, or leave it out'); // prettier-ignore
  else warn('vin', 'has a wrong check digit', 'look for a typing error; European numbers need no right one');
  return vin;
}

function kindOf({ row, warn, context }: Tools, { make, model }: { make: string; model: string }) {
  const [fuelType, body] = [readFuel(row.fuelType), readBody(row.bodyStyle)];
  if (fuelType === null) warn('fuelType', 'is no fuel we know', 'the car is in stock with OTHER');
  const bodyStyle = body ?? context.bodyOf(make, model);
  if (bodyStyle === undefined) warn('bodyStyle', 'is not said, and the model is not in the catalogue', 'the car is in stock with OTHER; map a column that says it'); // prettier-ignore
  return { fuelType: fuelType ?? ('OTHER' as const), bodyStyle: bodyStyle ?? ('OTHER' as const) };
}

function lotOf({ row, warn, context }: Tools) {
  const state = row.state === '' ? null : readState(row.state);
  // Meta's UNKNOWN, say: to guess AVAILABLE would offer again what is sold.
  if (state === null && row.state !== '') warn('state', 'is no state we know', 'the car keeps the state it has; a new one is AVAILABLE'); // prettier-ignore
  const imageUrl = /^https?:\/\/\S+$/.test(row.imageUrl) ? row.imageUrl : null;
  if (imageUrl === null && row.imageUrl !== '') warn('imageUrl', 'is no http address', 'the car is in stock without a picture'); // prettier-ignore
  const inStockSince = readDay(row.inStockSince);
  const isDay = inStockSince !== null && inStockSince <= context.today;
  if (!isDay && row.inStockSince !== '')
    warn('inStockSince', 'is no day up to today', 'write 2026-11-02; its age counts from when it came to us');
  return {
    state,
    transmission: readTransmission(row.transmission),
    colour: row.colour || null,
    imageUrl,
    inStockSince: isDay ? inStockSince : null,
  };
}

/** The same row gets the same number in every import; of equal rows the second is another car. */
function numberByContent(cells: Readonly<Record<string, string>>, { occurrence }: RowContext): string {
  const content = Object.entries(cells).map(([name, value]) => [name, value.trim()]);
  const key = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16).toUpperCase();
  const before = occurrence(key);
  return before === 0 ? `AUTO-${key}` : `AUTO-${key}-${before + 1}`;
}
