import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { Clock } from '../../platform/clock.js';
import { LimitStore, type Taken } from '../../platform/limit-store/limit-store.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { Ticking } from '../../platform/ticking.js';
import { amountsOf, limitsOf } from './campaign-limits.js';
import { inTime, tooLate } from './in-time.js';
import { Refilling } from './refilling.js';
import { Retelling } from './retelling.js';

/** How often what is known of the limits is renewed. */
const renewedMs = 1_000;
/** The first requests wait no longer for a tenant's limits: long enough to have a lost store filled. */
const patienceMs = 4_000;
const firstAgainMs = 250;
/** A look that takes longer says that the store is away. */
const lookMs = 2_000;
/** Looks at once: the store's connections are few, and requests come first. */
const looksAtOnce = 4;
/** A tenant nobody asked for in so long is no longer looked at. */
const forgottenMs = 10 * 60_000;

/** What this process knows of a tenant's limits. */
export interface Watched {
  /** False while the store is away or being filled: then nobody knows what may be shown. */
  readonly isOpen: boolean;
  /** By their keys. */
  readonly taken: ReadonlyMap<string, Taken>;
}

const away: Watched = { isOpen: false, taken: new Map() };

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
    private readonly campaigns: CampaignsService,
    private readonly store: LimitStore,
    private readonly refilling: Refilling,
    private readonly retelling: Retelling,
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
  async of(tenantId: string, campaigns: readonly LiveCampaign[]): Promise<Watched> {
    let tenant = this.tenants.get(tenantId);
    if (!tenant) {
      tenant = { watched: away, first: null, losses: 0, askedAt: 0 };
      this.tenants.set(tenantId, tenant);
      tenant.first = this.lookFirst(tenantId, tenant, campaigns);
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

  private async lookFirst(tenantId: string, tenant: Tenant, campaigns: readonly LiveCampaign[]): Promise<void> {
    const until = performance.now() + patienceMs;
    do {
      await this.look(tenantId, tenant, campaigns);
      if (!tenant.watched.isOpen) await new Promise((resolve) => setTimeout(resolve, firstAgainMs));
    } while (!tenant.watched.isOpen && performance.now() < until);
    tenant.first = null;
  } // prettier-ignore

  private async renewAll(): Promise<void> {
    const now = this.clock.now();
    for (const [tenantId, { askedAt, first }] of this.tenants)
      if (first === null && askedAt < now - forgottenMs) {
        this.tenants.delete(tenantId);
        this.retelling.forget(tenantId);
      }
    const left = [...this.tenants].filter(([, { first }]) => first === null);
    const renew = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) await this.renew(...next);
    };
    await Promise.all(Array.from({ length: looksAtOnce }, renew));
  }

  /** One tenant that fails keeps no other from being looked at. */
  private async renew(tenantId: string, tenant: Tenant): Promise<void> {
    try {
      const { live } = await this.campaigns.campaignsAt(tenantId, this.clock.now());
      await this.look(tenantId, tenant, live);
    } catch (fault) {
      this.told(fault);
    }
  }

  private async look(tenantId: string, tenant: Tenant, campaigns: readonly LiveCampaign[]): Promise<void> {
    const { losses } = tenant;
    let seen = away;
    try {
      const looked = await inTime(this.read(tenantId, campaigns), lookMs);
      if (looked === tooLate) throw new Error(`The limit store took longer than ${lookMs} ms.`);
      seen = looked;
    } catch (fault) {
      this.told(fault);
    }
    // Where it was lost meanwhile, what was seen may be from before.
    if (tenant.losses === losses) tenant.watched = seen;
  }

  private async read(tenantId: string, campaigns: readonly LiveCampaign[]): Promise<Watched> {
    const now = this.clock.now();
    const keys = [...limitsOf(campaigns)].flatMap(([campaign, limits]) => amountsOf(campaign, limits, { amount: 0, until: now, now }).map(({ key }) => key)); // prettier-ignore
    if (!(await this.refilling.ensure(tenantId))) return away;
    const taken = await this.store.taken(tenantId, keys, now);
    return { isOpen: true, taken: new Map(keys.map((key, place) => [key, taken[place] ?? { held: 0, spent: 0 }])) };
  } // prettier-ignore

  private told(fault: unknown): void {
    this.failed.inc();
    this.log.warn(
      { err: fault },
      'the limits cannot be read; limited campaigns are not shown until they can',
    );
  }
}
