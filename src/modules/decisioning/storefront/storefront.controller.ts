import { readFileSync } from 'node:fs';
import { Controller, Get, Header, NotFoundException } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { Public } from '../../platform/access.js';
import { Config } from '../../platform/config.js';
import { demoPage } from './demo-page.js';

/** The storefront's program and, where `npm start` runs, a page that shows it at work. */
@Controller()
@Public()
export class StorefrontController {
  private program: string | undefined;

  constructor(private readonly config: Config) {}

  @Get('carousel.js')
  @RouteConfig({ anyOrigin: true })
  @Header('cache-control', 'public, max-age=3600')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return (this.program ??= readFileSync('dist/carousel-js/carousel.js', 'utf8'));
  }

  @Get('demo')
  @Header('cache-control', 'no-store')
  @Header('content-type', 'text/html; charset=utf-8')
  demo(): string {
    if (this.config.demoWriteKey === undefined) throw new NotFoundException();
    return demoPage(this.config.demoWriteKey);
  }
}
