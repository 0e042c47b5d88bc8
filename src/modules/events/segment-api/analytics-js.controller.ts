import { Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import { Allow, Public } from '../../platform/access.js';
import { Config } from '../../platform/config.js';
import { addressOf } from '../../platform/served-address.js';
import { settingsFor, type AnalyticsJsSettings } from './analytics-js-settings.js';

const fromAnyPage: FastifyContextConfig = { anyOrigin: true, rawBody: true };
const keyedByPath: FastifyContextConfig = { anyOrigin: true, keyIn: ['path writeKey'] };

/** What analytics.js asks of its host besides taking events, so that a page needs no word from Segment to start. */
@Controller()
export class AnalyticsJsController {
  constructor(private readonly config: Config) {}

  /** Its first question. Only a collector key may be in a page, so only that is answered. */
  @Get('v1/projects/:writeKey/settings')
  @Allow('collector')
  @RouteConfig(keyedByPath)
  @Header('cache-control', 'private, max-age=300')
  settings(@Param('writeKey') writeKey: string, @Req() request: FastifyRequest): AnalyticsJsSettings {
    return settingsFor(writeKey, addressOf(request, this.config.publicUrl));
  }

  /** How it fares, told unless its settings say not to: taken, so that no page logs a failure, and let go. */
  @Post('v1/m')
  @Public()
  @HttpCode(200)
  @RouteConfig(fromAnyPage)
  ownMetrics(): { success: true } {
    return { success: true };
  }
}
