import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { CampaignEntity, type CampaignStatus } from '../../../models/campaign/campaign.entity.js';
import { Clock } from '../../platform/clock.js';
import { CampaignsRepository, type WholeCampaign } from '../campaigns.repository.js';
import { statusAt } from '../transition.js';
import { CampaignHoldsRepository, type CampaignHold } from './campaign-holds.repository.js';

/** Where a campaign stands now, and all that hangs on it. */
export interface StandingCampaign extends WholeCampaign {
  /** As it is now: a passed schedule is read as ended. */
  readonly standing: CampaignStatus;
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
    return whole && { ...whole, standing: statusAt(whole.campaign, this.clock.now()) };
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
    manager: EntityManager = this.holds.dataSource.manager,
  ): Promise<Map<string, CampaignStatus>> {
    if (ids.length === 0) return new Map();
    const rows = await manager.find(CampaignEntity, {
      select: { id: true, status: true, endsAt: true },
      where: { tenantId, id: In([...ids]) },
    });
    const now = this.clock.now();
    return new Map(rows.map((row) => [row.id, statusAt(row, now)]));
  }
}
