import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CampaignSettingsEntity } from '../../../models/campaign/campaign-settings.entity.js';

/** How a tenant goes about its campaigns. */
export type CampaignSettings = Pick<CampaignSettingsEntity, 'approvalNeeded' | 'authorsMayApprove'>;

/** What holds where a tenant said nothing. */
export const usualSettings: CampaignSettings = { approvalNeeded: false, authorsMayApprove: false };

/** SQL of `campaign_settings`. */
@Injectable()
export class CampaignSettingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Within a transaction, where one is given. */
  async read(tenantId: string, manager = this.dataSource.manager): Promise<CampaignSettings> {
    return (await manager.findOneBy(CampaignSettingsEntity, { tenantId })) ?? usualSettings;
  }

  /** The last one to say so holds. */
  async put(tenantId: string, settings: CampaignSettings, now: number): Promise<void> {
    await this.dataSource.manager.upsert(
      CampaignSettingsEntity,
      { tenantId, ...settings, updatedAt: new Date(now) },
      ['tenantId'],
    );
  }
}
