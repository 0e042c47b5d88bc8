import type { CsvLine } from '../../platform/csv/read-csv.js';
import type { ImportRemark, RowRemark } from '../../platform/csv/row-remark.js';
import { readStockRow, type GoneCar, type RowContext } from '../stock-row.js';
import type { NewStockUnit } from '../stock.js';

/** What a line comes to: a car to write, a car that is gone, or none; and what is to be said of it. */
export interface JudgedRow {
  readonly unit?: NewStockUnit;
  /** A car that the line says is gone. */
  readonly gone?: GoneCar & { readonly line: number };
  readonly remarks: readonly ImportRemark[];
}

/** Reads the lines of one file, and remembers which cars they were about: numbers come once, and whoever is missing left. */
export class RowJudge {
  /** Lines of which it cannot be told which car they are about. */
  unreadable = 0;
  /** Lines that are a car. */
  taken = 0;
  /** The dealers whose cars the file has. */
  readonly dealerIds = new Set<string>();
  private readonly lineOf = new Map<string, number>();
  private readonly refused = new Set<string>();

  constructor(
    private readonly context: RowContext,
    private readonly unfold: (cells: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
  ) {}

  /** Did a line name that car, be it one that could not be taken? */
  has(stockNumber: string): boolean {
    return this.lineOf.has(stockNumber) || this.refused.has(stockNumber);
  }

  judge(line: CsvLine): JudgedRow {
    if ('fault' in line) {
      this.unreadable++;
      return { remarks: remarksOn(line.line, 'reject', [unreadableRow(`cannot be read: ${line.fault}`)]) };
    }
    if (line.surplus > 0) {
      this.unreadable++;
      return { remarks: remarksOn(line.line, 'reject', [shiftedRow]) };
    }
    const outcome = readStockRow(this.unfold(line.cells), this.context);
    if ('gone' in outcome) return { gone: { ...outcome.gone, line: line.line }, remarks: [] };
    if ('rejects' in outcome) {
      this.refused.add(outcome.stockNumber);
      return { remarks: remarksOn(line.line, 'reject', outcome.rejects) };
    }
    return this.once(line.line, outcome.unit, outcome.warnings);
  }

  private once(at: number, unit: NewStockUnit, warnings: readonly RowRemark[]): JudgedRow {
    const earlier = this.lineOf.get(unit.stockNumber);
    if (earlier !== undefined) {
      const { columnOf } = this.context.columns;
      const column = columnOf.stockNumber ?? columnOf.vin ?? '';
      const reason = `has the stock number of line ${earlier}`;
      return { remarks: remarksOn(at, 'reject', [{ column, valueClass: 'duplicate', reason, remedy: 'leave one of the two out, or number them apart' }]) }; // prettier-ignore
    }
    this.lineOf.set(unit.stockNumber, at);
    this.dealerIds.add(unit.dealerId);
    this.taken++;
    return { unit, remarks: remarksOn(at, 'warning', warnings) };
  }
}

function unreadableRow(reason: string): RowRemark {
  return { column: '', valueClass: 'row', reason, remedy: 'mend the quotes or cells of this line' };
}

const shiftedRow: RowRemark = {
  column: '',
  valueClass: 'row',
  reason: 'has more cells than the first line names columns, so they have shifted',
  remedy: 'put cells that hold the separator in double quotes',
};

function remarksOn(
  line: number,
  severity: 'reject' | 'warning',
  remarks: readonly RowRemark[],
): ImportRemark[] {
  return remarks.map((remark) => ({ ...remark, line, severity }));
}
