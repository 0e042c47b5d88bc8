import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CampaignHoldEntity } from '../../../models/campaign/campaign-hold.entity.js';
import type { CampaignKey } from '../campaign-writes.repository.js';

/** Who counts on a campaign, and on which of its creatives. */
export type CampaignHold = Omit<CampaignHoldEntity, 'tenantId' | 'campaignId'>;

/** SQL of `campaign_holds`; always within a transaction that has the campaign's row. */
@Injectable()
export class CampaignHoldsRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Who counts on a campaign now, in the order of their names. */
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

  /** Keeps a campaign from being changed until the transaction ends; others may look at it the same way. */
  async share(manager: EntityManager, { tenantId, id }: CampaignKey): Promise<void> {
    await manager.query('select 1 from campaigns where tenant_id = $1 and id = $2 for share', [tenantId, id]);
  }
}
