import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { ExportFiles } from './export-files.service.js';

/** Where the file of an export is fetched, to be uploaded to whom it was made for; nobody on the way keeps a copy. */
@Controller('v1/audience-exports')
@Allow('marketer')
export class FilesController {
  constructor(private readonly files: ExportFiles) {}

  @Get(':id/file')
  @Header('cache-control', 'no-store')
  async file(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Query('batch') batch?: string,
  ): Promise<StreamableFile> {
    const parts = await this.files.fetch(caller, id, batch === undefined ? null : Number(batch));
    return new StreamableFile(Readable.from(parts), {
      type: 'text/csv',
      disposition: `attachment; filename="${id}${batch === undefined ? '' : `-${Number(batch)}`}.csv"`,
    });
  }
}
