import { Controller, Get, Header, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig } from 'fastify';
import { z } from 'zod';
import { Allow } from '../../platform/access.js';

const keyedByQuery: FastifyContextConfig = { anyOrigin: true, keyIn: ['query writeKey'] };
const asked = z.object({ writeKey: z.string() });

/** A source as RudderStack's control plane would describe it: on, with nowhere else to send, and silent about itself. */
interface SourceConfig {
  readonly source: {
    readonly id: string;
    readonly name: string;
    readonly enabled: true;
    readonly config: { readonly statsCollection: Readonly<Record<'errors' | 'metrics', { enabled: false }>> };
    readonly destinations: readonly never[];
  };
}

/** What RudderStack's client in a page asks of its `configUrl`, so that it needs no word from RudderStack to start. */
@Controller()
export class RudderstackJsController {
  /** Only a collector key may be in a page, so only that is answered. The client puts a slash behind; Nest takes one away. */
  @Get(['sourceConfig', 'sourceConfig/*'])
  @Allow('collector')
  @RouteConfig(keyedByQuery)
  @Header('cache-control', 'private, max-age=300')
  sourceConfig(@Query() query: unknown): SourceConfig {
    const id = asked.safeParse(query).data?.writeKey ?? 'carousel';
    const statsCollection = { errors: { enabled: false }, metrics: { enabled: false } } as const;
    return { source: { id, name: 'Carousel', enabled: true, config: { statsCollection }, destinations: [] } };
  }
}
