import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { DealersService } from '../vehicles/dealers.service.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { AdvertisersRepository } from './advertisers/advertisers.repository.js';
import type { DraftSetting } from './campaign-draft.js';
import { PlacementsRepository } from './placements/placements.repository.js';
import type { LivePlacement } from '../../models/campaign/live-campaign.js';
import type { AdvertiserFacts } from './terms/terms-setting.js';

/** What a tenant's campaigns are written against, and judged by. */
export interface Setting extends DraftSetting {
  /** IANA zone of the tenant. */
  readonly timeZone: string;
  readonly placementRules: ReadonlyMap<string, LivePlacement>;
}

/** Looks up what a campaign is written against: the tenant's zone and currency, its placements, its advertisers. */
@Injectable()
export class Surroundings {
  constructor(
    private readonly placements: PlacementsRepository,
    private readonly advertisers: AdvertisersRepository,
    private readonly dealers: DealersService,
    private readonly tenancy: TenancyService,
  ) {}

  /**
   * The tenant's setting. Asked before a transaction begins, never within one: a transaction that waits for
   * another connection of the same pool can wait for ever.
   */
  async of(caller: Caller): Promise<Setting> {
    const { timeZone, currency } = await this.tenancy.tenant(caller);
    const placements = await this.placements.all(caller.tenantId);
    const placementRules = new Map(placements.map((placement) => [placement.key, placement]));
    return { timeZone, currency, placements: [...placementRules.keys()], placementRules, advertisers: await this.facts(caller) };
  } // prettier-ignore

  private async facts(caller: Caller): Promise<Map<string, AdvertiserFacts>> {
    const advertisers = await this.advertisers.all(caller.tenantId);
    const isAny = advertisers.some(({ kind }) => kind === 'DEALER');
    const dealers = new Map((isAny ? await this.dealers.list(caller) : []).map((dealer) => [dealer.id, dealer]));
    return new Map(
      advertisers.map(({ id, kind, dealerId }) => {
        const dealer = dealers.get(dealerId ?? '');
        return [id, { kind, timeZone: dealer?.timeZone ?? null, isDealerGone: kind === 'DEALER' && !dealer }];
      }),
    );
  } // prettier-ignore
}
