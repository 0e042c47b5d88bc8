import type { WithinReach } from './stock-query.js';
import type { StockTable } from './stock-table.js';

/** Whether cars are within reach: each kind of car is asked about once, and only if somebody wants to know of one. */
export function reachTest(table: StockTable, withinReach: WithinReach): (place: number) => boolean {
  const { units, texts, numbers, currencies, listPrices } = table;
  const columns = [texts.make, texts.model, texts.trim, texts.modelYear, currencies];
  const kinds = new Map<number, (price: number, listPrice: number) => boolean>();
  return (place) => {
    let kind = 0;
    for (const column of columns) kind = kind * column.values.length + column.at(place);
    let reaches = kinds.get(kind);
    if (!reaches) {
      const unit = units[place];
      reaches = unit ? withinReach(unit) : () => false;
      kinds.set(kind, reaches);
    }
    return reaches(numbers.price.at(place), listPrices.at(place));
  };
}
