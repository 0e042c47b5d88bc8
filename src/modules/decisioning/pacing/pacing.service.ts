import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { onlyOne } from '../../platform/only-one.js';
import { PacingRepository } from './pacing.repository.js';
import { TenantPacing } from './tenant-pacing.js';

/** Taken batches are remembered so long, so that one that comes again is known. */
const rememberedMs = 3_600_000;

/**
 * Sets how campaigns are held back, every few seconds: from what processes saw, what is spent, and how the tenant's traffic goes
 * over a week. What is taken in and what follows from it are kept in one transaction, so dying or running twice changes nothing, and
 * a run that was missed is made good by the next.
 */
@Injectable()
export class PacingService {
  private readonly failures;
  private readonly seconds;

  constructor(
    private readonly repository: PacingRepository,
    private readonly tenants: TenantPacing,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.failures = metrics.counter('pacing_failed_total', 'Times the paces of a tenant could not be set');
    this.seconds = metrics.histogram('pacing_seconds', 'Time to set the paces of one tenant');
  }

  /** Sets the paces of every tenant; one that fails keeps no other from it. */
  async setPaces(): Promise<void> {
    try {
      await onlyOne(this.repository.dataSource, 'pacing', async () => {
        for (const tenantId of await this.repository.tenants()) await this.tryTenant(tenantId);
        await this.repository.forgetBatches(new Date(this.clock.now() - rememberedMs));
      });
    } catch (fault) {
      this.failures.inc(); // those whose paces this run did not even come to
      throw fault;
    }
  }

  private async tryTenant(tenantId: string): Promise<void> {
    const done = this.seconds.startTimer();
    try {
      await this.tenants.set(tenantId, this.clock.now());
    } catch (fault) {
      this.failures.inc();
      this.log.warn({ err: fault, tenantId }, 'paces could not be set; the last go on for a while');
    }
    done();
  }
}
