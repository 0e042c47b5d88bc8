import { Injectable } from '@nestjs/common';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { CampaignVersionEntity } from '../../../models/campaign/campaign-version.entity.js';
import type { CampaignKey } from '../campaign-writes.repository.js';

/** A version of a campaign, to be kept. */
export type NewVersion = Omit<CampaignVersionEntity, 'tenantId' | 'campaignId'>;

/** SQL of `campaign_versions`. */
@Injectable()
export class CampaignVersionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(manager: EntityManager, { tenantId, id }: CampaignKey, version: NewVersion): Promise<void> {
    await manager.insert(CampaignVersionEntity, { tenantId, campaignId: id, ...version });
  }

  /** The newest before a version, or the newest of all, up to so many. */
  before(
    { tenantId, id }: CampaignKey,
    version: number | null,
    limit: number,
  ): Promise<CampaignVersionEntity[]> {
    return this.dataSource.manager.find(CampaignVersionEntity, {
      where: { tenantId, campaignId: id, ...(version === null ? {} : { version: LessThan(version) }) },
      order: { version: 'DESC' },
      take: limit,
    });
  }

  /** One version; null where there is none of that number. */
  find({ tenantId, id }: CampaignKey, version: number): Promise<CampaignVersionEntity | null> {
    return this.dataSource.manager.findOneBy(CampaignVersionEntity, { tenantId, campaignId: id, version });
  }
}
