import type { FeedFormat } from '../../../models/vehicle/stock-feed.js';
import { bareColumn } from '../../platform/csv/column-names.js';

/** Columns that only one format has; the first format of which one is there counts. */
const marks: readonly (readonly [FeedFormat, readonly string[]])[] = [
  ['GOOGLE_VEHICLE_ADS', ['vehicle_fulfillment', 'vehicle_fulfillment(option:store_code)', 'link_template', 'certified_pre-owned', 'vehicle_price_type', 'google_product_category']],
  ['META_VEHICLES', ['state_of_vehicle', 'vehicle_id', 'vehicle_offer_id', 'date_first_on_lot', 'fb_page_id', 'mileage.value']],
  ['GOOGLE_VEHICLE_LISTINGS', ['store_code', 'dealership_name', 'dealership_address', 'date_in_stock', 'tracking_phone_number']],
]; // prettier-ignore

/** Whose format a table with these columns has. `certified_pre-owned` is Vehicle Ads, `certified_pre_owned` the listings. */
export function formatOf(columns: readonly string[]): FeedFormat {
  const names = new Set(columns.map((column) => column.trim().toLowerCase()));
  return marks.find(([, marked]) => marked.some((name) => names.has(name)))?.[0] ?? 'PLAIN';
}

/** Columns in which Meta's feeds hold JSON, and the paths in them that say something of a car. */
const paths: Readonly<Record<string, readonly string[]>> = {
  mileage: ['mileage.value', 'mileage.unit'],
  image: ['image[0].url'],
  images: ['image[0].url'],
};

/** A table whose cells may hold JSON: its columns and those within them, and how a line is written out in both. */
export interface UnfoldedColumns {
  readonly columns: readonly string[];
  readonly unfold: (cells: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/**
 * `{"value": 9000, "unit": "MI"}` in a column `mileage` is what `9000` in `mileage.value` and `MI` in `mileage.unit` are. A cell
 * that holds no JSON is the value itself.
 */
export function unfoldColumns(columns: readonly string[], format: FeedFormat): UnfoldedColumns {
  const known = new Set(columns.map(bareColumn));
  const folded = columns.filter((column) => {
    const within = paths[bareColumn(column)] ?? [];
    return within.length > 0 && within.every((path) => !known.has(bareColumn(path)));
  });
  if (format !== 'META_VEHICLES' || folded.length === 0) return { columns, unfold: (cells) => cells };
  const within = folded.flatMap((column) => paths[bareColumn(column)] ?? []);
  const unfold = (cells: Readonly<Record<string, string>>) => ({
    ...cells,
    ...Object.fromEntries(
      folded.flatMap((column) => valuesIn(cells[column] ?? '', paths[bareColumn(column)] ?? [])),
    ),
  });
  return { columns: [...columns, ...new Set(within)], unfold };
}

function valuesIn(cell: string, wanted: readonly string[]): [string, string][] {
  const [main = ''] = wanted;
  if (!/^\s*[[{]/.test(cell)) return [[main, cell]];
  try {
    const parsed: unknown = JSON.parse(cell);
    return wanted.map((path) => [path, textAt(parsed, path)]);
  } catch {
    // What is said of the cell is that it is no distance, or no address.
    return [[main, cell]];
  }
}

/** `mileage.value` of an object; `image[0].url` of a list's first element, or of an object that stands alone. */
function textAt(value: unknown, path: string): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof one === 'string' || typeof one === 'number') return String(one);
  if (typeof one !== 'object' || one === null) return '';
  const found: unknown = Object.entries(one).find(([name]) => name === path.slice(path.indexOf('.') + 1))?.[1]; // prettier-ignore
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}
