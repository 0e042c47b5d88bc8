import { Injectable } from '@nestjs/common';
import { LimitStore } from '../../platform/limit-store/limit-store.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { Filling } from './filling.js';
import { Retelling } from './retelling.js';

/** By then every process has heard of the loss (it looks each second), and told what it reserved (it awaits that for half of one). */
const retoldMs = 2_500;
/** Fillings of this process at once: each has a connection for as long as it takes. */
const mostAtOnce = 3;

/**
 * Sees to it that a tenant's limits are filled again where the store lost them: from the database, see `Filling`, and with what no log has
 * yet by the processes that reserved it, see `Retelling`. Only then is the store marked as whole, and limited campaigns are shown again.
 */
@Injectable()
export class Refilling {
  private readonly filled;
  private readonly inHand = new Set<string>();

  constructor(
    private readonly filling: Filling,
    private readonly retelling: Retelling,
    private readonly store: LimitStore,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.filled = metrics.counter('limits_refilled_total', 'Times the limits of a tenant were filled again');
  }

  /**
   * Whether the store is whole. Where it is not, it is on its way to being: asked again and again, this tells what this process
   * knows, waits for what the others do, and fills it beside.
   */
  async ensure(tenantId: string): Promise<boolean> {
    const filledAs = await this.store.filledAs(tenantId);
    const filling = filledAs ?? (await this.store.beginFilling(tenantId));
    const knownMs = await this.retelling.tell(tenantId, filling);
    if (filledAs !== null) return true;
    if (knownMs >= retoldMs && !this.inHand.has(tenantId) && this.inHand.size < mostAtOnce)
      void this.beside(tenantId, filling);
    return false;
  }

  /** Nobody asks for the tenant any more. */
  forget(tenantId: string): void {
    this.retelling.forget(tenantId);
  }

  /** Never fails: the next look tries again. */
  private async beside(tenantId: string, filling: string): Promise<void> {
    this.inHand.add(tenantId);
    try {
      if (await this.filling.fill(tenantId, filling)) this.filled.inc();
    } catch (fault) {
      this.log.warn({ err: fault }, 'the limits could not be filled again; trying again');
    } finally {
      this.inHand.delete(tenantId);
    }
  }
}
