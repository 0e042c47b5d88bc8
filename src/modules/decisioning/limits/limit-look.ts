import { Injectable } from '@nestjs/common';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { Clock } from '../../platform/clock.js';
import { LimitStore, type Taken } from '../../platform/limit-store/limit-store.js';
import { amountsOf, limitsOf } from './campaign-limits.js';
import { inTime, tooLate } from '../../platform/in-time.js';
import { Refilling } from './refilling.js';

/** A look that takes longer says that the store is away. */
const lookMs = 2_000;

/** What this process knows of a tenant's limits. */
export interface Watched {
  /** False while the store is away or being filled: then nobody knows what may be shown. */
  readonly isOpen: boolean;
  /** By their keys. */
  readonly taken: ReadonlyMap<string, Taken>;
}

/** Nobody knows anything. */
export const away: Watched = { isOpen: false, taken: new Map() };

/** One look at a tenant's limits: whether the store is whole, being filled again where it is not, and how much of each budget is taken. */
@Injectable()
export class LimitLook {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly store: LimitStore,
    private readonly refilling: Refilling,
    private readonly clock: Clock,
  ) {}

  /** @throws what the store or the database throws, and where they take too long */
  async at(tenantId: string): Promise<Watched> {
    const looked = await inTime(this.read(tenantId), lookMs);
    if (looked === tooLate) throw new Error(`The limit store took longer than ${lookMs} ms.`);
    return looked;
  }

  /** Nobody asks for the tenant any more. */
  forget(tenantId: string): void {
    this.refilling.forget(tenantId);
  }

  private async read(tenantId: string): Promise<Watched> {
    if (!(await this.refilling.ensure(tenantId))) return away;
    const now = this.clock.now();
    const { live } = await this.campaigns.campaignsAt(tenantId, now);
    const keys = [...limitsOf(live)].flatMap(([campaign, limits]) => amountsOf(campaign, limits, { amount: 0, until: now, now }).map(({ key }) => key)); // prettier-ignore
    const taken = await this.store.taken(tenantId, keys, now);
    return { isOpen: true, taken: new Map(keys.map((key, place) => [key, taken[place] ?? { held: 0, spent: 0 }])) };
  } // prettier-ignore
}
