import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { Ticking } from '../../platform/ticking.js';
import { away, LimitLook, type Watched } from './limit-look.js';

/** How often what is known of the limits is renewed. */
const renewedMs = 1_000;
/** The first requests wait no longer for a tenant's limits: long enough to have a lost store filled. */
const patienceMs = 4_000;
const firstAgainMs = 250;
/** Looks at once: the store's connections are few, and requests come first. */
const looksAtOnce = 4;
/** A tenant nobody asked for in so long is no longer looked at. */
const forgottenMs = 10 * 60_000;

interface Tenant {
  watched: Watched;
  /** Until the limits are first known, or it took too long. */
  first: Promise<void> | null;
  /** Counts the losses, so that a look that began before one is not believed. */
  losses: number;
  /** Milliseconds since the epoch. */
  askedAt: number;
}

/**
 * Looks at the limits of the tenants that are asked for, every second: how much of each budget is taken, and whether the store is whole;
 * where it is not, it is filled again. So a campaign that is used up falls out before it is chosen, and one whose budget was
 * raised, or given back, is chosen again.
 */
@Injectable()
export class LimitWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly tenants = new Map<string, Tenant>();
  private readonly ticking: Ticking;
  private readonly failed;

  constructor(
    private readonly looking: LimitLook,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.failed = metrics.counter('limits_looks_failed_total', 'Looks at the limits of a tenant that came to nothing'); // prettier-ignore
    this.ticking = new Ticking(renewedMs, () => this.renewAll(), (fault) => this.told(fault)); // prettier-ignore
  }

  onApplicationBootstrap(): void {
    this.ticking.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ticking.stop();
  }

  /** What is known of the tenant's limits; waits only the first time, and not for long. Never fails. */
  async of(tenantId: string): Promise<Watched> {
    let tenant = this.tenants.get(tenantId);
    if (!tenant) {
      tenant = { watched: away, first: null, losses: 0, askedAt: 0 };
      this.tenants.set(tenantId, tenant);
      tenant.first = this.lookFirst(tenantId, tenant);
    }
    tenant.askedAt = this.clock.now();
    if (tenant.first) await tenant.first;
    return tenant.watched;
  }

  /** Takes in that the store failed, or was not whole; found out again at the next look. */
  lost(tenantId: string): void {
    const tenant = this.tenants.get(tenantId);
    if (!tenant) return;
    tenant.losses += 1;
    tenant.watched = away;
    this.ticking.hurry();
  }

  private async lookFirst(tenantId: string, tenant: Tenant): Promise<void> {
    const until = performance.now() + patienceMs;
    do {
      await this.look(tenantId, tenant);
      if (!tenant.watched.isOpen) await new Promise((resolve) => setTimeout(resolve, firstAgainMs));
    } while (!tenant.watched.isOpen && performance.now() < until);
    tenant.first = null;
  } // prettier-ignore

  private async renewAll(): Promise<void> {
    const now = this.clock.now();
    for (const [tenantId, { askedAt, first }] of this.tenants)
      if (first === null && askedAt < now - forgottenMs) {
        this.tenants.delete(tenantId);
        this.looking.forget(tenantId);
      }
    const left = [...this.tenants].filter(([, { first }]) => first === null);
    const renew = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) await this.look(...next);
    };
    await Promise.all(Array.from({ length: looksAtOnce }, renew));
  }

  /** Never fails: one tenant keeps no other from being looked at. */
  private async look(tenantId: string, tenant: Tenant): Promise<void> {
    const { losses } = tenant;
    let seen = away;
    try {
      seen = await this.looking.at(tenantId);
    } catch (fault) {
      this.told(fault);
    }
    // Where it was lost meanwhile, what was seen may be from before.
    if (tenant.losses === losses) tenant.watched = seen;
  }

  private told(fault: unknown): void {
    this.failed.inc();
    this.log.warnRarely(
      { err: fault },
      'the limits cannot be read; limited campaigns are not shown until they can',
    );
  }
}
