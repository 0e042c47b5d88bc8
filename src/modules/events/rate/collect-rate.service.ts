import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { eventErrors } from '../events.errors.js';
import { Buckets } from './token-bucket.js';

/**
 * Holds a tenant's senders to `COLLECT_RATE` requests a second in this process, whichever way they send, so that one who runs wild is
 * not everyone's trouble. Nothing of a request it turns away is kept: the sender does that.
 */
@Injectable()
export class CollectRate {
  private readonly buckets: Buckets | null;

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    this.buckets = config.collectRate === undefined ? null : new Buckets(config.collectRate);
  }

  /**
   * Counts one request.
   * @param tell is told for how many seconds a sender is to wait who is too fast
   * @throws AppError EVENTS_TOO_FAST
   */
  count(tenantId: string, tell: (waitSeconds: number) => void): void {
    const waitSeconds = this.buckets?.take(tenantId, this.clock.now()) ?? 0;
    if (waitSeconds === 0) return;
    tell(waitSeconds);
    throw new AppError(
      eventErrors.tooFast.code,
      eventErrors.tooFast.kind,
      'More requests came within a second than this installation takes of one tenant; send the same again after the seconds of Retry-After, several events in a batch.',
    );
  }
}
