import { Injectable } from '@nestjs/common';
import type { VehicleTrimEntity } from '../../models/vehicle/vehicle-trim.entity.js';
import { CatalogueRepository } from './catalogue.repository.js';
import { epaColumns, trimOfEpaRow } from './epa-row.js';
import { openCsv } from '../platform/csv/read-csv.js';
import { importImpossible } from '../platform/csv/import-impossible.js';

/** How far a catalogue import is. */
export interface CatalogueImportProgress {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows without id, make, model or year. */
  readonly passedOver: number;
  /** Share of the file read, 0 to 1. */
  readonly share: number;
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
  async import(
    path: string,
    onProgress: (progress: CatalogueImportProgress) => void = () => undefined,
  ): Promise<CatalogueImportProgress> {
    const file = await openCsv(path);
    const missing = epaColumns.filter((name) => !file.columns.includes(name));
    if (missing.length > 0)
      throw importImpossible(
        `${path} lacks the columns ${missing.join(', ')}; it should be vehicles.csv of fueleconomy.gov.`,
      );
    let total = { rows: 0, added: 0, changed: 0, unchanged: 0, passedOver: 0, share: 0 };
    const batch: VehicleTrimEntity[] = [];
    const flush = async () => {
      const counts = await this.catalogue.upsert(batch.splice(0));
      total = {
        ...total,
        added: total.added + counts.added,
        changed: total.changed + counts.changed,
        unchanged: total.unchanged + counts.unchanged,
        share: file.progress(),
      };
      onProgress(total);
    };
    try {
      for await (const line of file.lines) {
        total.rows++;
        const trim = 'cells' in line ? trimOfEpaRow(line.cells) : null;
        if (trim) batch.push(trim);
        else total.passedOver++;
        if (batch.length === batchRows) await flush();
      }
    } finally {
      // Also where the file breaks off: what stands before is taken.
      await flush();
    }
    return total;
  }
}
