import { Readable } from 'node:stream';
import { Controller, Get, Header, Headers, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { invalidLink } from './listings.errors.js';
import { isKnownTo } from './known-tags.js';
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
  @Header('cache-control', 'private, no-cache')
  async file(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('file') file: string,
    @Query('link') link?: unknown,
    @Headers('if-none-match') ifNoneMatch?: string,
  ): Promise<StreamableFile | undefined> {
    const [name = '', ending] = file.split('.');
    const shape = listShapes.find((each) => each === ending);
    const { tag, text } = await this.listings.list(caller, shape ? name : '', shape ?? 'csv', linkIn(link));
    void reply.header('etag', tag);
    if (!isKnownTo(ifNoneMatch, tag)) return new StreamableFile(Readable.from(text()), { type: types[shape ?? 'csv'] }); // prettier-ignore
    void reply.status(304);
    return undefined;
  }

  @Get(':name/report')
  report(
    @CurrentCaller() caller: Caller,
    @Param('name') name: string,
    @Query('link') link?: unknown,
  ): Promise<ListReport> {
    return this.listings.report(caller, name, linkIn(link));
  }
}

/** @throws AppError LIST_LINK where there are several */
function linkIn(link: unknown): string | null {
  if (link === undefined || typeof link === 'string') return link ?? null;
  throw invalidLink();
}
