import { Controller, HttpCode, Options, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../platform/access.js';
import { preflightHeaders } from '../platform/any-origin.js';

/** What a browser asks before it sends a key, or JSON by that name, from a page to another origin. */
@Controller()
@Public()
export class PreflightController {
  @Options(['v1/*', 'sourceConfig', 'sourceConfig/*', 'beacon/v1/batch', 'mp/collect', 'debug/mp/collect'])
  @HttpCode(204)
  @RouteConfig({ anyOrigin: true })
  preflight(@Req() { headers }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.headers(preflightHeaders(headers['access-control-request-headers']));
  }
}
