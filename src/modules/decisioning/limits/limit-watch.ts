import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { Clock } from '../../platform/clock.js';
import { LimitStore, type Taken } from '../../platform/limit-store/limit-store.js';
import { Log } from '../../platform/log.js';
import { Ticking } from '../../platform/ticking.js';
import { amountsOf, limitsOf } from './campaign-limits.js';
import { Refilling } from './refilling.js';

/** How often what is known of the limits is renewed. */
const renewedMs = 1_000;
/** A request waits no longer for the first look at a tenant's limits. */
const patienceMs = 3_000;

/** What this process knows of a tenant's limits. */
export interface Watched {
  /** False while the store is away or being filled: then nobody knows what may be shown. */
  readonly isOpen: boolean;
  /** By their keys. */
  readonly taken: ReadonlyMap<string, Taken>;
}

const away: Watched = { isOpen: false, taken: new Map() };

/**
 * Looks at the limits of the tenants that are asked for, every second: how much of each budget is taken, and whether the store is whole;
 * where it is not, it is filled again. So a campaign that is used up falls out before it is chosen, and one whose budget was
 * raised, or given back, is chosen again.
 */
@Injectable()
export class LimitWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly tenants = new Map<string, Promise<Watched> | Watched>();
  private readonly ticking: Ticking;

  constructor(
    private readonly campaigns: CampaignsService,
    private readonly store: LimitStore,
    private readonly refilling: Refilling,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.ticking = new Ticking(renewedMs, () => this.renewAll(), () => undefined); // prettier-ignore
  }

  onApplicationBootstrap(): void {
    this.ticking.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ticking.stop();
  }

  /** What is known of the tenant's limits; waits only the first time, and not for long. Never fails. */
  async of(tenantId: string, campaigns: readonly LiveCampaign[]): Promise<Watched> {
    let known = this.tenants.get(tenantId);
    if (known === undefined) {
      known = this.look(tenantId, campaigns);
      this.tenants.set(tenantId, known);
      void known.then((watched) => this.tenants.set(tenantId, watched));
    }
    return known instanceof Promise ? soon(known, patienceMs) : known;
  }

  /** Takes in that the store did not answer, or was not whole; found out again at the next look. */
  lost(tenantId: string): void {
    this.tenants.set(tenantId, away);
    this.ticking.hurry();
  }

  private async renewAll(): Promise<void> {
    for (const [tenantId, known] of this.tenants) {
      if (known instanceof Promise) continue;
      const { live } = await this.campaigns.campaignsAt(tenantId, this.clock.now());
      this.tenants.set(tenantId, await this.look(tenantId, live));
    }
  }

  private async look(tenantId: string, campaigns: readonly LiveCampaign[]): Promise<Watched> {
    const now = this.clock.now();
    const keys = [...limitsOf(campaigns)].flatMap(([campaign, limits]) => amountsOf(campaign, limits, { amount: 0, until: now, now }).map(({ key }) => key)); // prettier-ignore
    try {
      if (!(await this.refilling.ensure(tenantId, campaigns))) return away;
      const taken = await this.store.taken(tenantId, keys, now);
      return { isOpen: true, taken: new Map(keys.map((key, place) => [key, taken[place] ?? { held: 0, spent: 0 }])) };
    } catch (fault) {
      this.log.warn({ err: fault }, 'the limits cannot be read; limited campaigns are not shown until they can');
      return away;
    }
  }
} // prettier-ignore

/** What is promised, or nothing known where that takes too long. */
async function soon(promised: Promise<Watched>, ms: number): Promise<Watched> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Watched>((resolve) => (timer = setTimeout(() => resolve(away), ms)));
  try {
    return await Promise.race([promised, late]);
  } finally {
    clearTimeout(timer);
  }
}
