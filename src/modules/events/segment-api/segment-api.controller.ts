import { Controller, Header, HttpCode, Options, Post, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller, Public } from '../../platform/access.js';
import { rawBody } from '../../platform/http.js';
import { CollectorService, type Collected, type RawRequest } from './collector.service.js';

/**
 * Segment's HTTP API, so that Segment's own clients (and RudderStack's) need nothing but another host. They send JSON
 * under any Content-Type and sometimes gzip: bodies are taken as bytes. One-letter routes are what analytics.js calls;
 * pages of any origin may send, as a collector key can do nothing but that.
 */
@Controller()
@Allow('collector', 'storefront', 'marketer')
export class SegmentApiController {
  constructor(private readonly collector: CollectorService) {}

  @Post(['v1/track', 'v1/t'])
  @HttpCode(200)
  @RouteConfig(rawBody)
  @Header('access-control-allow-origin', '*')
  track(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, rawOf(request), 'track');
  }

  @Post(['v1/identify', 'v1/i'])
  @HttpCode(200)
  @RouteConfig(rawBody)
  @Header('access-control-allow-origin', '*')
  identify(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, rawOf(request), 'identify');
  }

  @Post(['v1/page', 'v1/p'])
  @HttpCode(200)
  @RouteConfig(rawBody)
  @Header('access-control-allow-origin', '*')
  page(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, rawOf(request), 'page');
  }

  @Post(['v1/screen', 'v1/s'])
  @HttpCode(200)
  @RouteConfig(rawBody)
  @Header('access-control-allow-origin', '*')
  screen(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, rawOf(request), 'screen');
  }

  @Post(['v1/group', 'v1/g'])
  @HttpCode(200)
  @RouteConfig(rawBody)
  @Header('access-control-allow-origin', '*')
  group(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, rawOf(request), 'group');
  }

  @Post(['v1/alias', 'v1/a'])
  @HttpCode(200)
  @RouteConfig(rawBody)
  @Header('access-control-allow-origin', '*')
  alias(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectOne(caller, rawOf(request), 'alias');
  }

  @Post(['v1/batch', 'v1/b', 'v1/import', 'beacon/v1/batch'])
  @HttpCode(200)
  @RouteConfig(rawBody)
  @Header('access-control-allow-origin', '*')
  batch(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<Collected> {
    return this.collector.collectBatch(caller, rawOf(request));
  }

  /** What a browser asks before it sends a key to another origin. */
  @Options(['v1/:call', 'beacon/v1/batch'])
  @Public()
  @HttpCode(204)
  @Header('access-control-allow-origin', '*')
  @Header('access-control-allow-methods', 'POST, OPTIONS')
  @Header('access-control-allow-headers', 'authorization, content-type, content-encoding, x-retry-count')
  @Header('access-control-max-age', '86400')
  preflight(): void {
    // The headers are the answer.
  }
}

function rawOf(request: FastifyRequest): RawRequest {
  return { body: request.body, encoding: request.headers['content-encoding'] };
}
