import { bareColumn, columnNamed } from '../platform/csv/column-names.js';
import { importImpossible } from '../platform/csv/import-impossible.js';
import { listed } from '../platform/csv/known-columns.js';
import { shown } from '../platform/shown.js';

/**
 * What a stock file can say of a car, with the column names that mean it. Letters only count, in either case: `Stock
 * No.` is `stockno`. Names of Google's, Meta's and common dealer feeds. Where a file has several, the earlier counts:
 * Meta's `condition` is a quality, its `state_of_vehicle` is ours.
 */
const aliases = {
  stockNumber: ['stocknumber', 'stockno', 'stockid', 'stock', 'vehicleid', 'unitnumber', 'id', 'sku'],
  vin: ['vin', 'vehicleidentificationnumber', 'chassisnumber'],
  dealer: [
    'dealer',
    'dealercode',
    'storecode',
    'dealerid',
    'branch',
    'location',
    'vehiclefulfillmentoptionstorecode',
    'vehiclefulfillment',
  ],
  make: ['make', 'brand', 'manufacturer', 'marque'],
  model: ['model', 'modelname', 'range'],
  trim: ['trim', 'variant', 'derivative', 'version', 'trimlevel'],
  modelYear: ['modelyear', 'year', 'vehiclemodeldate', 'registrationyear'],
  bodyStyle: ['bodystyle', 'bodytype', 'body'],
  fuelType: ['fueltype', 'fuel'],
  condition: ['stateofvehicle', 'condition', 'newused', 'itemcondition'],
  certified: ['certified', 'certifiedpreowned', 'cpo', 'approvedused'],
  price: ['price', 'askingprice', 'retailprice', 'saleprice', 'listprice', 'amountprice'],
  currency: ['currency', 'pricecurrency', 'currencycode'],
  msrp: ['msrp', 'vehiclemsrp', 'manufacturersuggestedretailprice', 'rrp'],
  mileageKm: ['mileagekm', 'kilometers', 'kilometres', 'km', 'odometerkm'],
  mileageMiles: ['mileagemiles', 'miles', 'mileagemi', 'odometermiles'],
  mileage: ['mileagevalue', 'mileage', 'odometer', 'odometervalue'],
  mileageUnit: ['mileageunit', 'odometerunit'],
  transmission: ['transmission', 'gearbox'],
  colour: ['colour', 'color', 'exteriorcolor', 'exteriorcolour'],
  imageUrl: ['image0url', 'imageurl', 'imagelink', 'image', 'photo'],
  state: ['state', 'stockstate', 'availability', 'status'],
  inStockSince: ['dateinstock', 'datefirstonlot', 'instocksince', 'stockdate'],
  deleted: ['deleted', 'delete', 'isdeleted', 'removed', 'remove'],
} as const;

/** Something a stock file can say of a car. */
export type StockField = keyof typeof aliases;

/** Every field a column can be mapped to. */
export const stockFields: readonly string[] = Object.keys(aliases);

/** What makes a car, and what some column has to say; a file that says none of it and which cars go takes them off. */
const needed = ['make', 'model', 'modelYear', 'price'] as const satisfies readonly StockField[];

/** Which column says what, and what is said where no column does. */
export interface StockColumns {
  readonly columnOf: Readonly<Partial<Record<StockField, string>>>;
  readonly defaults: Readonly<Partial<Record<StockField, string>>>;
  /** Whether rows can tell of cars; else all they can do is take them off. */
  readonly isOfCars: boolean;
  /** Columns nobody asked about; told once, so that a misspelt one is seen. */
  readonly unused: readonly string[];
}

/**
 * Finds the meaning of a file's columns: what the user mapped first, names we know for the rest.
 * @param map field to column, `{ mileageMiles: 'mileage' }`
 * @param defaults field to the value of every row without one, `{ condition: 'USED' }`
 * @throws AppError IMPORT_IMPOSSIBLE for unknown fields or columns, and when nothing can say make, model, year or price of cars
 */
export function resolveColumns(
  header: readonly string[],
  map: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>>,
): StockColumns {
  for (const field of [...Object.keys(map), ...Object.keys(defaults)])
    if (!isField(field))
      throw importImpossible(`There is no field ${shown(field)}; the fields are ${stockFields.join(', ')}.`);
  const columnOf: Partial<Record<StockField, string>> = {};
  const taken = new Set<string>();
  for (const [field, wanted] of Object.entries(map)) {
    const column = columnNamed(header, wanted);
    if (column === undefined)
      throw importImpossible(`The file has no column ${shown(wanted)}; its columns are ${listed(header)}.`);
    if (isField(field)) columnOf[field] = column;
    taken.add(column);
  }
  for (const [field, names] of Object.entries(aliases)) {
    if (!isField(field) || columnOf[field] !== undefined) continue;
    const column = names.flatMap((alias) => header.filter((name) => bareColumn(name) === alias && !taken.has(name)))[0]; // prettier-ignore
    if (column === undefined) continue;
    columnOf[field] = column;
    taken.add(column);
  }
  const known = Object.fromEntries(Object.entries(defaults));
  const unsaid = needed.filter((field) => columnOf[field] === undefined && known[field] === undefined);
  const isOfCars = columnOf.deleted === undefined || unsaid.length < needed.length;
  if (isOfCars && unsaid[0] !== undefined)
    throw importImpossible(
      `No column says ${unsaid[0]}; name it with --map ${unsaid[0]}=COLUMN, or give one for all with --default ${unsaid[0]}=VALUE. The columns are ${listed(header)}.`,
    );
  return { columnOf, defaults: known, isOfCars, unused: header.filter((name) => !taken.has(name)) };
}

function isField(name: string): name is StockField {
  return Object.hasOwn(aliases, name);
}
