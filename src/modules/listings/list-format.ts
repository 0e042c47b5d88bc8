import type { StockState } from '../../models/vehicle/stock-unit.entity.js';
import type { XmlNode } from '../platform/write-xml.js';
import type { ListedCar, Need } from './listed-car.js';

/** A format in which others read a stock. */
export interface ListFormat {
  readonly columns: readonly string[];
  /** What a car needs to be listed. */
  readonly needs: readonly Need[];
  /** States in which cars are listed. */
  readonly states: readonly StockState[];
  /** The cells of a car, by column; what is left out is empty. */
  readonly cellsOf: (car: ListedCar) => Readonly<Record<string, string | null>>;
  /** Columns that are written otherwise as XML, out of their cell. */
  readonly inXml?: Readonly<Record<string, (cell: string) => XmlNode>>;
}
