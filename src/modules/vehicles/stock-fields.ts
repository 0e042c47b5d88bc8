import { storableText } from '../platform/storable.js';
import type { StockColumns, StockField } from './stock-columns.js';

/** What a row says of a car, field by field, tidied; the default where it says nothing, and '' where there is none. */
export type StockFields = Readonly<Record<StockField, string>>;

/**
 * Reads all fields of a row. They are named one by one, so that all rows are objects of one shape: looked up by name, field after
 * field, they are a fifth of the time a row takes.
 */
export function fieldsIn(cells: Readonly<Record<string, string>>, { columnOf, defaults }: StockColumns): StockFields {
  const of = (column: string | undefined, otherwise: string | undefined): string =>
    (column === undefined ? '' : tidied(cells[column])) || (otherwise ?? '');
  return {
    stockNumber: of(columnOf.stockNumber, defaults.stockNumber),
    vin: of(columnOf.vin, defaults.vin),
    dealer: of(columnOf.dealer, defaults.dealer),
    make: of(columnOf.make, defaults.make),
    model: of(columnOf.model, defaults.model),
    trim: of(columnOf.trim, defaults.trim),
    modelYear: of(columnOf.modelYear, defaults.modelYear),
    bodyStyle: of(columnOf.bodyStyle, defaults.bodyStyle),
    fuelType: of(columnOf.fuelType, defaults.fuelType),
    condition: of(columnOf.condition, defaults.condition),
    certified: of(columnOf.certified, defaults.certified),
    price: of(columnOf.price, defaults.price),
    currency: of(columnOf.currency, defaults.currency),
    msrp: of(columnOf.msrp, defaults.msrp),
    mileageKm: of(columnOf.mileageKm, defaults.mileageKm),
    mileageMiles: of(columnOf.mileageMiles, defaults.mileageMiles),
    mileage: of(columnOf.mileage, defaults.mileage),
    mileageUnit: of(columnOf.mileageUnit, defaults.mileageUnit),
    transmission: of(columnOf.transmission, defaults.transmission),
    colour: of(columnOf.colour, defaults.colour),
    imageUrl: of(columnOf.imageUrl, defaults.imageUrl),
    state: of(columnOf.state, defaults.state),
    inStockSince: of(columnOf.inStockSince, defaults.inStockSince),
    deleted: of(columnOf.deleted, defaults.deleted),
  };
} // prettier-ignore

/** More than one blank, one that is no space, or what PostgreSQL cannot hold. */
const untidy = /\s\s|[^\S ]|\0/;

function tidied(cell = ''): string {
  const text = cell.trim();
  return untidy.test(text) ? storableText(text.replaceAll(/\s+/g, ' ')) : text;
}
