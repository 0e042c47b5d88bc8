import { applyDecorators, Controller, HttpCode, Post, Req, UseFilters, UseGuards } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { deliveryOf } from '../delivery.js';
import { CollectRateGuard } from '../rate/collect-rate.guard.js';
import { CollectorService, type Collected } from './collector.service.js';
import { StrictSegmentFilter } from './strict-segment.filter.js';

/** Segment's clients send JSON under any Content-Type, from pages of any origin, the key where they can. */
const asSegmentSends: FastifyContextConfig = {
  rawBody: true,
  anyOrigin: true,
  keyIn: ['body writeKey', 'query writeKey'],
};
const Route = (...paths: string[]) =>
  applyDecorators(Post(paths), HttpCode(200), RouteConfig(asSegmentSends));

/**
 * Segment's HTTP API, so that Segment's own clients (and RudderStack's) need nothing but another host. One-letter routes
 * are what analytics.js calls. Any page may send, as a collector key can do nothing but that.
 */
@Controller()
@Allow('collector', 'storefront', 'marketer')
@UseGuards(CollectRateGuard)
@UseFilters(StrictSegmentFilter)
export class SegmentApiController {
  constructor(private readonly collector: CollectorService) {}

  @Route('v1/track', 'v1/t')
  async track(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, await deliveryOf(request), 'track');
  }

  @Route('v1/identify', 'v1/i')
  async identify(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, await deliveryOf(request), 'identify');
  }

  @Route('v1/page', 'v1/p')
  async page(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, await deliveryOf(request), 'page');
  }

  @Route('v1/screen', 'v1/s')
  async screen(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, await deliveryOf(request), 'screen');
  }

  @Route('v1/group', 'v1/g')
  async group(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, await deliveryOf(request), 'group');
  }

  @Route('v1/alias', 'v1/a')
  async alias(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, await deliveryOf(request), 'alias');
  }

  @Route('v1/batch', 'v1/b', 'v1/import', 'beacon/v1/batch')
  async batch(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectBatch(caller, await deliveryOf(request));
  }
}
