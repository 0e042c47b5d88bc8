import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { listShapes } from './list-text.js';
import { ListingsService, type ListReport } from './listings.service.js';

const types = {
  csv: 'text/csv; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
};

/** Where Google, Meta and others fetch the stock: by address, with a storefront key as the user name of Basic. */
@Controller('v1/listings')
@Allow('marketer', 'storefront')
export class ListingsController {
  constructor(private readonly listings: ListingsService) {}

  @Get(':file')
  @Header('cache-control', 'no-store')
  async file(
    @CurrentCaller() caller: Caller,
    @Param('file') file: string,
    @Query('link') link?: string,
  ): Promise<StreamableFile> {
    const [name = '', ending] = file.split('.');
    const shape = listShapes.find((each) => each === ending);
    const parts = await this.listings.text(caller, shape ? name : '', shape ?? 'csv', link ?? null);
    return new StreamableFile(Readable.from(parts), { type: types[shape ?? 'csv'] });
  }

  @Get(':name/report')
  report(
    @CurrentCaller() caller: Caller,
    @Param('name') name: string,
    @Query('link') link?: string,
  ): Promise<ListReport> {
    return this.listings.report(caller, name, link ?? null);
  }
}
