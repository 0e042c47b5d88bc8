import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { StockFeedRecord } from '../../../models/vehicle/stock-feed.entity.js';
import { withUpload } from '../../platform/csv/uploaded-file.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { StockImportService, type StockImportOrder } from '../stock-import.service.js';
import { StockMemory } from '../stock-memory.js';

/** How an uploaded file is to be read. */
export type UploadOrder = Omit<StockImportOrder, 'path' | 'fileName' | 'tenantId' | 'currency'>;

/** Takes files of feeds that are being sent. */
@Injectable()
export class StockUploads {
  constructor(
    private readonly imports: StockImportService,
    private readonly memory: StockMemory,
    private readonly tenancy: TenancyService,
  ) {}

  /**
   * Reads a file that is being sent. Resolves when all of it is in the stock.
   * @throws AppError IMPORT_IMPOSSIBLE, BODY_TOO_LARGE, BUSY, UPLOAD_STALLED
   */
  async importUpload(
    caller: Pick<Caller, 'tenantId'>,
    bytes: Readable,
    order: UploadOrder,
  ): Promise<StockFeedRecord> {
    const { tenantId } = caller;
    const { currency } = await this.tenancy.tenant(caller);
    try {
      return await withUpload({ owner: tenantId, bytes }, (path) =>
        this.imports.import({ ...order, path, fileName: 'The file', tenantId, currency }),
      );
    } finally {
      // Whoever has the answer sees what it says; other processes hear of it.
      await this.memory.refresh(tenantId);
    }
  }

  /** The same of a text. @throws AppError IMPORT_IMPOSSIBLE, BUSY */
  importText(caller: Pick<Caller, 'tenantId'>, text: string, order: UploadOrder): Promise<StockFeedRecord> {
    return this.importUpload(caller, Readable.from([Buffer.from(text)]), order);
  }
}
