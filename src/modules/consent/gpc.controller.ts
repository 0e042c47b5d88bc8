import { Controller, Get, Header } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Public } from '../platform/access.js';

/** The day of the release in which what we make of Global Privacy Control last changed. */
const lastUpdate = '2026-11-25';

/** Where whoever wants to know whether Global Privacy Control is heeded here looks for the answer. */
@Controller('.well-known')
@Public()
export class GpcController {
  @Get('gpc.json')
  @Header('cache-control', 'public, max-age=86400')
  @RouteConfig({ anyOrigin: true })
  support(): { gpc: true; lastUpdate: string } {
    return { gpc: true, lastUpdate };
  }
}
