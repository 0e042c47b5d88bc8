import type { WithinReach } from './stock-query.js';
import type { StockTable } from './stock-table.js';

/** Whether cars are within reach: each kind of car is asked about once, and only if somebody wants to know of one. */
export function reachTest(table: StockTable, withinReach: WithinReach): (place: number) => boolean {
  const { units, kinds, numbers, listPrices } = table;
  const known: ReturnType<WithinReach>[] = [];
  return (place) => {
    const kind = kinds.at(place);
    const unit = known[kind] ? undefined : units[place];
    if (unit) known[kind] = withinReach(unit);
    return known[kind]?.(numbers.price.at(place), listPrices.at(place)) ?? false;
  };
}
