import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { CampaignEntity } from '../../../models/campaign/campaign.entity.js';
import { CampaignHoldEntity, type CampaignHold } from '../../../models/campaign/campaign-hold.entity.js';
import type { CampaignKey } from '../campaign-writes.repository.js';

/** As much of a campaign as says where it stands at an instant. */
export type CampaignTimes = Pick<CampaignEntity, 'id' | 'status' | 'startsAt' | 'endsAt'>;

/** SQL of `campaign_holds`, and of campaigns as those who count on them see them. */
@Injectable()
export class CampaignHoldsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Who counts on a campaign now, in the order of their names: good while its row is locked. */
  of(manager: EntityManager, { tenantId, id }: CampaignKey): Promise<CampaignHoldEntity[]> {
    return manager.find(CampaignHoldEntity, {
      where: { tenantId, campaignId: id },
      order: { name: 'ASC', experimentId: 'ASC' },
    });
  }

  /** Holds a campaign, or says anew as what. */
  async put(manager: EntityManager, { tenantId, id }: CampaignKey, hold: CampaignHold): Promise<void> {
    await manager.upsert(CampaignHoldEntity, { tenantId, campaignId: id, ...hold }, ['tenantId', 'campaignId', 'experimentId']); // prettier-ignore
  }

  /** Lets go of whatever an experiment holds. */
  async remove(manager: EntityManager, tenantId: string, experimentId: string): Promise<void> {
    await manager.delete(CampaignHoldEntity, { tenantId, experimentId });
  }

  /** When those campaigns begin and end, and what was done to them; unknown ids are left out. */
  times(
    tenantId: string,
    ids: readonly string[],
    manager = this.dataSource.manager,
  ): Promise<CampaignTimes[]> {
    return manager.find(CampaignEntity, {
      select: { id: true, status: true, startsAt: true, endsAt: true },
      where: { tenantId, id: In([...ids]) },
    });
  }

  /** Keeps a campaign from being changed until the transaction ends; others may look at it the same way. What is no id is nobody's. */
  async share(manager: EntityManager, { tenantId, id }: CampaignKey): Promise<void> {
    if (!z.guid().safeParse(id).success) return;
    await manager.query('select 1 from campaigns where tenant_id = $1 and id = $2 for share', [tenantId, id]);
  }
}
