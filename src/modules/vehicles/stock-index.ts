import type { VehicleInStock, VehicleReference } from '../../models/vehicle/vehicle-in-stock.js';
import { StockTable } from './search/stock-table.js';

/**
 * One tenant's stock as it stands now, for reading. `available` is replaced and never altered, so whoever derives
 * something from it may keep the result until `version` moves.
 */
export interface StockIndex {
  /** Rises with every change. */
  readonly version: number;
  /** The cars that may be offered. */
  readonly available: readonly VehicleInStock[];
  /** Any car that is not long sold, whatever its state. */
  get(id: string): VehicleInStock | undefined;
  /** The car a sender means. A reference whose best key is unknown is tried by the next one. */
  resolve(reference: VehicleReference): VehicleInStock | undefined;
  /** How many cars are held, in any state. */
  readonly size: number;
  /** The same cars, to be searched. */
  readonly table: StockTable;
}

/** The stock index that its keeper changes; everyone else sees it as `StockIndex`. */
export class LiveStockIndex implements StockIndex {
  version = 0;
  readonly table = new StockTable();
  private readonly byId = new Map<string, VehicleInStock>();
  private readonly byStockNumber = new Map<string, string>();
  private readonly byVin = new Map<string, string>();
  private offered: readonly VehicleInStock[] | null = null;

  get size(): number {
    return this.byId.size;
  }

  /** Built on first reading after a change: many changes in a row cost one pass. */
  get available(): readonly VehicleInStock[] {
    return (this.offered ??= [...this.byId.values()].filter((unit) => unit.state === 'AVAILABLE'));
  }

  get(id: string): VehicleInStock | undefined {
    return this.byId.get(id);
  }

  resolve({ vehicleId, stockNumber, vin }: VehicleReference): VehicleInStock | undefined {
    return (
      (vehicleId === undefined ? undefined : this.byId.get(vehicleId)) ??
      this.follow(this.byStockNumber, stockNumber) ??
      this.follow(this.byVin, vin?.toUpperCase())
    );
  }

  /** Takes in rows read again; those that did not change since are passed over. */
  absorb(units: readonly VehicleInStock[]): void {
    let changed = false;
    for (const unit of units) {
      const held = this.byId.get(unit.id);
      if (held && same(held, unit)) continue;
      if (held?.vin && held.vin !== unit.vin && this.byVin.get(held.vin) === held.id)
        this.byVin.delete(held.vin);
      this.byId.set(unit.id, unit);
      this.table.put(unit);
      this.byStockNumber.set(unit.stockNumber, unit.id);
      if (unit.vin) this.claimVin(unit.vin, unit);
      changed = true;
    }
    if (!changed) return;
    this.offered = null;
    this.version++;
  }

  /** A car may come back under a new stock number: its VIN then means the unit that is not sold. */
  private claimVin(vin: string, unit: VehicleInStock): void {
    const holder = this.follow(this.byVin, vin);
    if (!holder || holder.id === unit.id || holder.state === 'SOLD' || unit.state !== 'SOLD')
      this.byVin.set(vin, unit.id);
  }

  private follow(keys: Map<string, string>, key: string | undefined): VehicleInStock | undefined {
    const id = key === undefined ? undefined : keys.get(key);
    return id === undefined ? undefined : this.byId.get(id);
  }
}

/** Every write moves the price, the state or another fact, and always the time or the facts themselves. */
function same(held: VehicleInStock, read: VehicleInStock): boolean {
  return JSON.stringify(held) === JSON.stringify(read);
}
