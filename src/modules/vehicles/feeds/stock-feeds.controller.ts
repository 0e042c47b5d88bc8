import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { toStockFeed, type StockFeed } from './stock-feeds.graphql.js';
import { StockUploads } from './stock-uploads.js';
import { uploadWishes } from './upload-wishes.js';

/** Where whole files of feeds are sent, as they are: plain, gzipped or zipped. */
@Controller('v1/stock-feeds')
@Allow('marketer')
export class StockFeedsController {
  constructor(private readonly uploads: StockUploads) {}

  /** Answers when all of it is in the stock; meanwhile `stockFeeds` tells how far it is. */
  @Post()
  @HttpCode(200)
  @RouteConfig({ streamedBody: true })
  async upload(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Query() query: unknown,
  ): Promise<StockFeed> {
    return toStockFeed(await this.uploads.importUpload(caller, request.raw, uploadWishes(query)));
  }
}
