import { Injectable } from '@nestjs/common';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import type { WatchedVersion } from './drift.repository.js';

/** What operators are told of the looks for drift: in the log and at `/metrics`. */
@Injectable()
export class DriftNews {
  private readonly failures;
  private readonly seconds;

  constructor(
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.failures = metrics.counter('drift_failed_total', 'Times a tenant’s model could not be looked at for drift', ['model']); // prettier-ignore
    this.seconds = metrics.histogram('drift_seconds', 'Time to look at one tenant’s model for drift', ['model']); // prettier-ignore
  }

  /** Does a look and times it; one that fails keeps no other from being done. */
  async tell({ tenantId, model, version }: WatchedVersion, look: () => Promise<void>): Promise<void> {
    const done = this.seconds.startTimer({ model });
    try {
      await look();
    } catch (fault) {
      this.failures.inc({ model });
      this.log.warn({ err: fault, tenantId, model, version }, 'a model could not be looked at for drift; the next look makes it good'); // prettier-ignore
    }
    done();
  }
}
