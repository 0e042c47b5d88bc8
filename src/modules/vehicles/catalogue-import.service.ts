import { Injectable } from '@nestjs/common';
import type { VehicleTrimEntity } from '../../models/vehicle/vehicle-trim.entity.js';
import { importImpossible } from '../platform/csv/import-impossible.js';
import { openCsv, type CsvLine } from '../platform/csv/read-csv.js';
import type { ImportRemark, RowRemark } from '../platform/csv/row-remark.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { epaColumns, readEpaRow, type EpaOutcome } from './epa-row.js';

/** How far a catalogue import is. */
export interface CatalogueImportProgress {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that are none of the catalogue; each is told as a remark. */
  readonly rejected: number;
  /** Share of the file read, 0 to 1. */
  readonly share: number;
}

/** Who listens to a catalogue import. */
export interface CatalogueImportListener {
  readonly onProgress?: (progress: CatalogueImportProgress) => void;
  /** Told of each row that was rejected, and of each figure left out, before the next row is read. */
  readonly onRemark?: (remark: ImportRemark) => Promise<void>;
}

const batchRows = 1_000;

/** Fills the reference catalogue from the vehicle file of fueleconomy.gov. */
@Injectable()
export class CatalogueImportService {
  constructor(private readonly catalogue: CatalogueRepository) {}

  /**
   * Imports a file, plain or gzipped. The same file again changes nothing.
   * @throws AppError IMPORT_IMPOSSIBLE when it cannot be read or is not that file
   */
  async import(path: string, listener: CatalogueImportListener = {}): Promise<CatalogueImportProgress> {
    const file = await openCsv(path);
    const missing = epaColumns.filter((name) => !file.columns.includes(name));
    if (missing.length > 0)
      throw importImpossible(
        `${path} lacks the columns ${missing.join(', ')}; it should be vehicles.csv of fueleconomy.gov.`,
      );
    let total = { rows: 0, added: 0, changed: 0, unchanged: 0, rejected: 0, share: 0 };
    const batch: VehicleTrimEntity[] = [];
    const lineOf = new Map<string, number>();
    const flush = async () => {
      const { added, changed, unchanged } = await this.catalogue.upsert(batch.splice(0));
      total = { ...total, added: total.added + added, changed: total.changed + changed, unchanged: total.unchanged + unchanged, share: file.progress() }; // prettier-ignore
      listener.onProgress?.(total);
    };
    try {
      for await (const line of file.lines) {
        total.rows++;
        const outcome = judged(line, lineOf);
        const remarks = 'trim' in outcome ? outcome.warnings : outcome.rejects;
        const severity = 'trim' in outcome ? 'warning' : 'reject';
        for (const remark of remarks) await listener.onRemark?.({ ...remark, line: line.line, severity });
        if ('trim' in outcome) batch.push(outcome.trim);
        else total.rejected++;
        if (batch.length === batchRows) await flush();
      }
    } finally {
      // Also where the file breaks off: what stands before is taken.
      await flush();
    }
    return total;
  }
}

/** @param lineOf the lines of the ids that were read before */
function judged(line: CsvLine, lineOf: Map<string, number>): EpaOutcome {
  if ('fault' in line) return { rejects: [ofLine(`cannot be read: ${line.fault}`, 'mend the quotes of the line')] };
  if (line.surplus > 0) return { rejects: [ofLine('has more cells than the file has columns', 'put cells that hold a comma into quotes')] };
  const outcome = readEpaRow(line.cells);
  if (!('trim' in outcome)) return outcome;
  const { sourceId } = outcome.trim;
  const before = lineOf.get(sourceId);
  if (before !== undefined) return { rejects: [{ column: 'id', valueClass: 'number', reason: `is that of line ${before} too`, remedy: 'keep one of the two' }] };
  lineOf.set(sourceId, line.line);
  return outcome;
} // prettier-ignore

function ofLine(reason: string, remedy: string): RowRemark {
  return { column: '', valueClass: 'row', reason, remedy };
}
