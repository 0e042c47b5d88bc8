import { Controller, Get, Header } from '@nestjs/common';
import { Public } from './access.js';
import { Metrics } from './metrics.js';

/** `GET /metrics` in Prometheus's text format. No key: expose it to your network only. */
@Controller()
@Public()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
