import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CampaignHold } from '../../../models/campaign/campaign-hold.entity.js';
import { Clock } from '../../platform/clock.js';
import { CampaignsRepository, type WholeCampaign } from '../campaigns.repository.js';
import { CampaignHoldsRepository } from './campaign-holds.repository.js';
import { standingAt, type CampaignStanding } from './standing-at.js';

export type { CampaignStanding } from './standing-at.js';

/** Where a campaign stands now, and all that hangs on it. */
export interface StandingCampaign extends WholeCampaign {
  readonly standing: CampaignStanding;
}

/**
 * Holds campaigns for those who count on them: the door to experiments. Whoever comes first to the campaign's row decides: a hold finds
 * what was put away before it, and what is put away finds the hold.
 */
@Injectable()
export class CampaignHoldsService {
  constructor(
    private readonly holds: CampaignHoldsRepository,
    private readonly reads: CampaignsRepository,
    private readonly clock: Clock,
  ) {}

  /** The campaign as it stays until the transaction ends; null where there is none of that id. */
  async still(manager: EntityManager, tenantId: string, id: string): Promise<StandingCampaign | null> {
    await this.holds.share(manager, { tenantId, id });
    const whole = await this.reads.find(tenantId, id, manager);
    return whole && { ...whole, standing: standingAt(whole.campaign, this.clock.now()) };
  }

  /** Counts on a campaign, in the transaction in which it was seen. */
  keep(manager: EntityManager, tenantId: string, campaignId: string, hold: CampaignHold): Promise<void> {
    return this.holds.put(manager, { tenantId, id: campaignId }, hold);
  }

  /** Counts on it no more; again it changes nothing. */
  letGo(manager: EntityManager, tenantId: string, experimentId: string): Promise<void> {
    return this.holds.remove(manager, tenantId, experimentId);
  }

  /** Where campaigns stand now, by their ids. */
  async standings(
    tenantId: string,
    ids: readonly string[],
    manager?: EntityManager,
  ): Promise<Map<string, CampaignStanding>> {
    if (ids.length === 0) return new Map();
    const now = this.clock.now();
    const rows = await this.holds.times(tenantId, ids, manager);
    return new Map(rows.map((row) => [row.id, standingAt(row, now)]));
  }
}
