import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from './access.js';
import { Config } from './config.js';
import { Readiness, type RoomReport } from './readiness.js';
import { version } from './version.js';

/** Which of the ways to run is on: where jobs and viewer state live. No addresses, no secrets. */
export interface Health {
  version: string;
  queue: 'postgresql' | 'redis';
  viewerStore: 'postgresql' | 'redis';
  /** What rooms tell of themselves: which models answer, which are faulty. */
  rooms: Readonly<Record<string, RoomReport>>;
}

/** For orchestrators: is the process alive, may it be sent work, and how does it run? Needs no key. */
@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly config: Config,
    private readonly readiness: Readiness,
  ) {}

  @Get()
  health(): Health {
    const { jobsAndViewersIn } = this.config;
    return { version, queue: jobsAndViewersIn, viewerStore: jobsAndViewersIn, rooms: this.readiness.told() };
  }

  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: 'ready' } | { status: 'not-ready'; missing: string[] }> {
    const missing = await this.readiness.missing();
    if (missing.length === 0) return { status: 'ready' };
    void reply.status(503).header('retry-after', '1');
    return { status: 'not-ready', missing };
  }
}
