import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Seconds; from a fast offer to a request someone gave up on. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Milliseconds between two looks at how late the event loop is. Each wakes the process: at the usual ten they alone take a third of
 * a percent of a core for as long as nothing happens.
 */
const lateLoopEveryMs = 50;

/**
 * The process's Prometheus metrics, read at `/metrics`. Names get the prefix `carousel_`; durations are in seconds.
 * Make each metric once, in a constructor. Labels must be few and never personal: no tenant names, no ids of people.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly httpRequestSeconds: Histogram<'method' | 'route' | 'status'>;

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'carousel_', eventLoopMonitoringPrecision: lateLoopEveryMs }); // prettier-ignore
    this.httpRequestSeconds = this.histogram('http_request_seconds', 'Time to answer a request', [
      'method',
      'route',
      'status',
    ]);
  }

  counter<Label extends string = never>(
    name: string,
    help: string,
    labels: readonly Label[] = [],
  ): Counter<Label> {
    return new Counter({ name: `carousel_${name}`, help, labelNames: labels, registers: [this.registry] });
  }

  gauge<Label extends string = never>(
    name: string,
    help: string,
    labels: readonly Label[] = [],
  ): Gauge<Label> {
    return new Gauge({ name: `carousel_${name}`, help, labelNames: labels, registers: [this.registry] });
  }

  /** A distribution; `buckets` are upper bounds, by default seconds of a request. */
  histogram<Label extends string = never>(
    name: string,
    help: string,
    labels: readonly Label[] = [],
    buckets: readonly number[] = durationBuckets,
  ): Histogram<Label> {
    return new Histogram({
      name: `carousel_${name}`,
      help,
      labelNames: labels,
      buckets: [...buckets],
      registers: [this.registry],
    });
  }
}
