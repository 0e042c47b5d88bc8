import { Injectable } from '@nestjs/common';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';

/** What operators are told of champions: in the log and at `/metrics`. */
@Injectable()
export class ModelNews {
  /** How many tenants' champions this process does not run. */
  readonly behind;

  constructor(
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.behind = metrics.gauge('models_behind', 'Tenants whose champion this process cannot run; the one before answers'); // prettier-ignore
  }

  /** A champion does not load here. */
  cannotRun(model: string, version: string, fault: string): void {
    this.log.error({ model, version, fault }, 'a champion cannot run in this process; the version before it goes on answering'); // prettier-ignore
  }

  /** A version that an experiment tries does not load here. */
  cannotTry(version: string, fault: string): void {
    this.log.error({ version, fault }, 'a version that an experiment tries cannot run in this process; the champion answers for it until it can'); // prettier-ignore
  }

  /** A version that is to shadow does not load here. */
  cannotShadow(version: string, fault: string): void {
    this.log.warn({ version, fault }, 'a version cannot shadow in this process; it is tried again');
  }

  /** Champions could not be read. */
  failed(fault: unknown): void {
    this.log.warn({ err: fault }, 'could not refresh champions; what is known stays in use');
  }
}
