import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Changes } from '../platform/changes.js';
import { campaignsTopic, LiveCampaigns } from './live-campaigns.js';

/** Transactions after which every process knows what changed of a tenant's campaigns, and this one before it answers. */
@Injectable()
export class CampaignTransactions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inMemory: LiveCampaigns,
    private readonly changes: Changes,
  ) {}

  /** Does the work, announces it with its commit, and reads what was committed. */
  async run<T>(tenantId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.dataSource.transaction(async (manager) => {
      const done = await work(manager);
      await this.changes.announce(manager, campaignsTopic, tenantId);
      return done;
    });
    await this.inMemory.catchUp(tenantId); // whoever made the change sees it here with their next call
    return result;
  }
}
